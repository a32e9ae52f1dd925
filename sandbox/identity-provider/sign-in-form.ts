import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { TrustLevelName } from '../../platform/visa/index.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import { RefusedRequestError, readForm } from '../http/incoming.ts';
import { sendPage } from '../http/outgoing.ts';
import { pickLanguage } from '../texts/texts.ts';
import { askedLevel, type LevelRequest } from './levels.ts';
import { choose } from './sign-in-choice.ts';
import { renderSignInPage, type SignInPage } from './sign-in-page.ts';
import { toLogin } from './sign-in-result.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Shows the sign-in page on GET, takes its form on POST. */
export async function serveSignInForm(
  provider: Provider,
  faults: FaultBook,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await loadInteraction(provider, request, response);
  const levels = levelRequestOf(interaction);
  const asked = askedLevel(levels);
  if (request.method === 'GET') return sendPage(response, pageOf(interaction, request, asked));
  if (request.method !== 'POST') throw new RefusedRequestError(405, 'Only GET and POST.');
  const form = await readForm(request);
  if (form.get('action') === 'cancel') return cancel(provider, request, response);
  const choice = choose(form, asked);
  if ('problem' in choice) return sendPage(response, pageOf(interaction, request, asked, form, choice.problem), 422);
  const level = faults.takeFault('sign-in', 'lower-level') ? 'BASIC' : choice.level;
  const guest = faults.takeFault('sign-in', 'without-pseudonym') !== undefined;
  const login = toLogin(choice.persona, level, levels, guest);
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

/** An interaction that is over or belongs to another browser is the person's problem to see, not ours to log. */
async function loadInteraction(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  try {
    return await provider.interactionDetails(request, response);
  } catch (error) {
    if (error instanceof errors.SessionNotFound) throw new RefusedRequestError(400, 'The sign-in has expired.');
    throw error;
  }
}

const cancel = (provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> =>
  provider.interactionFinished(request, response, {
    error: 'access_denied',
    error_description: 'Authentication was canceled by the user.',
  });

function pageOf(
  { params }: Interaction,
  request: IncomingMessage,
  asked: TrustLevelName,
  form?: URLSearchParams,
  problem?: SignInPage['problem'],
): string {
  const language = pickLanguage(text(params.ui_locales) ?? request.headers['accept-language']);
  const chosen = form ? form.get('numbered') || form.get('persona') : text(params.login_hint);
  return renderSignInPage({ language, asked, chosen: chosen ?? undefined, problem });
}

function levelRequestOf({ params }: Interaction): LevelRequest {
  const claims = JSON.parse(text(params.claims) ?? '{}') as { id_token?: { acr?: LevelRequest['acrClaim'] } };
  return { scope: text(params.scope), acrValues: text(params.acr_values), acrClaim: claims.id_token?.acr };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
