import { randomUUID } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Logger } from 'pino';
import { SignInRefusedError } from '../domain/errors.ts';
import { pickLanguage } from '../domain/language.ts';
import { REFUSALS, type RefusalReason } from '../domain/refusals.ts';
import { TooManyTriesError } from '../modules/sign-in/domain/errors.ts';
import { renderTooManyPage } from '../modules/sign-in/routes/code-pages.ts';
import type { RefusalLog } from '../provider/refusal-log.ts';
import { languageOf } from './interaction.ts';
import { chosenLanguage } from './language-cookie.ts';
import { secureHeaders, sendPage } from './pages/page.ts';
import { type RefusedPage, renderRefusedPage, renderSignedOutPage, renderSignOutPage } from './pages/plain-pages.ts';
import type { Visit } from './parts.ts';

const HINTS: Readonly<Partial<Record<RefusalReason, RefusedPage['hint']>>> = {
  cancelled: 'hintCancelled',
  'provider-down': 'hintProviderDown',
  'level-too-low': 'hintStronger',
  'not-linked': 'hintNotLinked',
  'session-too-old': 'hintSignInAgain',
  'sign-in-too-old': 'hintSignInAgain',
};

/** Answers a failed visit with the neutral page; the reason goes to the log alone, once, under the same reference. */
export function refuse(logger: Logger, visit: Visit, error: unknown): void {
  if (error instanceof TooManyTriesError) return void refuseTooMany(logger, visit);
  const reference = randomUUID();
  const expected = error instanceof SignInRefusedError;
  if (expected) logRefusal(logger, error, reference);
  else logger.error({ err: error, reference }, 'unexpected error');
  if (visit.response.headersSent) return void visit.response.end();
  const more = expected ? { next: error.next, hint: HINTS[error.reason] } : {};
  sendPage(visit.response, renderRefusedPage(languageOf(visit), reference, more), { status: expected ? 400 : 500 });
}

/** Names and codes of what went wrong, never its text: a provider's answer may hold a person. */
export function logRefusal(logger: Logger, { reason, cause }: SignInRefusedError, reference: string): void {
  const code = (cause as { code?: unknown } | undefined)?.code;
  const problem = cause instanceof Error ? [cause.name, code].filter(Boolean).join(' ') : undefined;
  logger.warn({ reason, reference, problem }, `auth.refused ${REFUSALS[reason]}`);
}

/** Says what to do next, not how many tries there are. */
function refuseTooMany(logger: Logger, visit: Visit): void {
  logger.warn({ reason: 'too-many-tries' }, 'auth.refused');
  sendPage(visit.response, renderTooManyPage(languageOf(visit)), { status: 429 });
}

const languageAt = (ctx: KoaContextWithOIDC) =>
  pickLanguage(chosenLanguage(ctx.req), ctx.query.ui_locales, ctx.get('accept-language'));

function show(ctx: KoaContextWithOIDC, html: string, formTargets: readonly string[] = []): void {
  secureHeaders(ctx.res, formTargets);
  ctx.type = 'html';
  ctx.body = html;
}

const originsOf = (uris: readonly string[] = []): string[] => uris.flatMap((uri) => URL.parse(uri)?.origin ?? []);

/** The pages the OpenID provider shows by itself. */
export const providerPages = (refusals: RefusalLog) =>
  ({
    renderError: (ctx, _out, error) => show(ctx, renderRefusedPage(languageAt(ctx), refusals.note(ctx, error))),
    logoutSource: (ctx, form) =>
      show(ctx, renderSignOutPage(languageAt(ctx), form), originsOf(ctx.oidc.client?.postLogoutRedirectUris)),
    postLogoutSuccessSource: (ctx) => show(ctx, renderSignedOutPage(languageAt(ctx))),
  }) satisfies Pick<Configuration, 'renderError'> & NonNullable<Configuration['features']>['rpInitiatedLogout'];
