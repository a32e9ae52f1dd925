import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { UnavailableError } from '../../../platform/errors/index.ts';
import { MINUTE } from '../../../platform/time.ts';
import type { EndSession } from '../../principal/end-session.ts';
import { checkSameOrigin, originOf } from '../origin.ts';
import { Cookie } from './cookies.ts';
import { sendFailurePage } from './failure-page.ts';
import { toLocalPath } from './local-path.ts';
import type { Provider, SignInAttempt, SignInWishes } from './provider.ts';
import { makeSeal, type Seal } from './seal.ts';
import type { Sessions } from './sessions.ts';

/** A citizen may look for her card and her PIN meanwhile. */
const ATTEMPT_MS = 30 * MINUTE;

export interface SessionRoutesOptions {
  readonly provider: Provider;
  readonly sessions: Sessions;
  readonly publicUrl: string;
  readonly secret: string;
  readonly logger: Logger;
  readonly endSession: EndSession;
}

type Query = Record<string, unknown>;

/** The four pages of a browser session: state, sign-in, return from the provider, sign-out. */
export class SessionRoutes {
  readonly #options: SessionRoutesOptions;
  readonly #attempt: Cookie;
  readonly #seal: Seal;

  constructor(options: SessionRoutesOptions) {
    this.#options = options;
    this.#attempt = new Cookie('stadttor-sign-in', options.publicUrl);
    this.#seal = makeSeal(options.secret, 'stadttor portal sign-in');
  }

  /** Whether somebody is signed in, and until when her access token lasts; refreshes it when that is soon. */
  async state(request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const { session, setCookie } = await this.#options.sessions.open(request.headers.cookie);
    if (setCookie) void reply.header('set-cookie', setCookie);
    return { signedIn: session !== undefined, expiresAt: session?.accessTokenExpiresAt ?? null };
  }

  async signIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { provider, publicUrl } = this.#options;
    const { return: path, ...wishes } = request.query as Query;
    const returnTo = toLocalPath(path, publicUrl);
    try {
      const { url, attempt } = await provider.begin(returnTo, toWishes(wishes));
      const expiresAt = new Date(Date.now() + ATTEMPT_MS);
      const cookie = this.#attempt.set(await this.#seal.close(attempt, expiresAt), expiresAt);
      return reply.header('set-cookie', cookie).redirect(url.href, 303);
    } catch (error) {
      return this.#fail(reply, error, returnTo);
    }
  }

  async callback(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { provider, sessions } = this.#options;
    const sealed = this.#attempt.read(request.headers.cookie);
    const attempt = sealed === undefined ? undefined : await this.#seal.open<SignInAttempt>(sealed);
    // An attempt is good once, however it ends.
    void reply.header('set-cookie', this.#attempt.clear());
    if (!attempt) return this.#fail(reply, new Error('no sign-in was begun in this browser'));
    if (isCancelled(request.query as Query, attempt)) return reply.redirect(attempt.returnTo, 303);
    try {
      const cookie = await sessions.begin(await provider.finish(request.url, attempt));
      await this.#forget(request.headers.cookie);
      return reply.header('set-cookie', cookie).redirect(attempt.returnTo, 303);
    } catch (error) {
      return this.#fail(reply, error, attempt.returnTo);
    }
  }

  /** Ends the session here and at identity; `signOutUrl` ends it at the provider's own pages, when the browser goes there. */
  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const { sessions, publicUrl, provider, endSession, logger } = this.#options;
    checkSameOrigin(request.headers, originOf(publicUrl));
    // The cookie goes whatever else fails: she must be able to leave while a part of the hub is down.
    void reply.header('set-cookie', sessions.end());
    const warn = (error: unknown) => void logger.warn({ err: error }, 'sign-out was not complete');
    const session = await sessions.peek(request.headers.cookie);
    if (session) await endSession(session.accessToken).catch(warn);
    if (session?.refreshToken) await provider.revoke(session.refreshToken).catch(warn);
    const signOutUrl = await provider.signOutUrl().catch(warn);
    return { signedIn: false, signOutUrl: signOutUrl ?? null };
  }

  /** Each sign-in and step-up begins a new session; what the browser held before is worth nothing from now on. */
  async #forget(cookieHeader: string | undefined): Promise<void> {
    const { sessions, provider, logger } = this.#options;
    const before = await sessions.peek(cookieHeader);
    const revoking = before?.refreshToken ? provider.revoke(before.refreshToken) : undefined;
    await revoking?.catch((err) => logger.warn({ err }, 'the session before could not be revoked'));
  }

  #fail(reply: FastifyReply, error: unknown, returnTo?: string): FastifyReply {
    this.#options.logger.warn({ err: error }, 'sign-in refused');
    return sendFailurePage(reply, error instanceof UnavailableError ? 503 : 400, returnTo);
  }
}

/** She changed her mind: back to where she was, nothing is wrong. */
const isCancelled = ({ error, state }: Query, attempt: SignInAttempt): boolean =>
  error === 'access_denied' && state === attempt.state;

function toWishes({ hint, acr, fresh }: Query): SignInWishes {
  return { hint: shortText(hint), acr: shortText(acr), fresh: fresh === '1' };
}

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= 300 ? value : undefined;
