import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SandboxClient } from '../clients.ts';
import { answerBadly } from '../faults/answer-badly.ts';
import type { SignInPoint } from '../faults/fault.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import type { Handler } from '../http/handler.ts';
import { sendPage } from '../http/outgoing.ts';
import { type ReportError, renderErrorPage } from '../http/report-error.ts';
import type { Store } from '../store/open-store.ts';
import { pickLanguage } from '../texts/texts.ts';
import { forgeAnswer } from './forge.ts';
import type { Forger } from './forger.ts';
import { loadSigningKey } from './keys.ts';
import type { Town } from './personas.ts';
import { makeProvider } from './provider.ts';
import { serveSignInForm } from './sign-in-form.ts';

export interface IdentityProviderSetup {
  issuer: string;
  clients: readonly SandboxClient[];
  store: Store;
  faults: FaultBook;
  town: Town;
  /** Whether a proxy stands in front. */
  behindProxy: boolean;
  report: ReportError;
}

const POINTS: readonly [prefix: string, point: SignInPoint][] = [
  ['/.well-known/openid-configuration', 'discovery'],
  ['/jwks', 'jwks'],
  ['/token', 'token'],
  ['/me', 'userinfo'],
  ['/auth', 'authorization'],
];

/** State identity provider (BundID behind a broker), as one handler for everything under the issuer's path. */
export function makeIdentityProvider(setup: IdentityProviderSetup): Handler {
  const mountPath = new URL(setup.issuer).pathname;
  const provider = makeProvider({
    ...setup,
    renderError: (ctx, out, error) => {
      const expected = out.error !== 'server_error';
      const reference = setup.report(error, expected);
      const language = pickLanguage(ctx.get('accept-language'));
      ctx.respond = false;
      sendPage(ctx.res, renderErrorPage(language, reference), ctx.status);
    },
  });
  // Pages report themselves; this is for the endpoints that answer JSON.
  provider.on('server_error', (ctx, error) => {
    if (ctx.respond !== false) setup.report(error, false);
  });
  const callback = provider.callback();
  const forger: Forger = { faults: setup.faults, key: loadSigningKey(setup.store), lastToken: '' };
  return async (request, response, path) => {
    if (path.startsWith('/interaction/')) return serveSignInForm(provider, setup.faults, request, response);
    const fault = takeFault(setup.faults, path);
    if (fault) return answerBadly(fault, request, response);
    if (forgeAnswer(forger, request, response, path)) return;
    return mount(request, response, mountPath, callback);
  };
}

function takeFault(faults: FaultBook, path: string) {
  const point = POINTS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
  return point && faults.takeAnswerFault('sign-in', point, null);
}

/** The provider routes below its mount path and finds that path again by comparing the two addresses. */
async function mount(
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  mountPath: string,
  callback: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<void> {
  request.originalUrl = request.url;
  request.url = request.url?.slice(mountPath.length) || '/';
  await callback(request, response);
}
