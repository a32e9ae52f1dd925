import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { HOUR, MINUTE, SECOND } from '../../../platform/time.ts';
import { Cookie } from './cookies.ts';
import { makeSeal, type Seal } from './seal.ts';
import { type Session, type TokenSet, toSession } from './session.ts';

/** After this the citizen signs in again, however busy she was. */
const SESSION_MS = 12 * HOUR;
/** An access token with less than this left is refreshed first. */
const REFRESH_BEFORE_MS = 30 * SECOND;

/** Refreshing as the provider does it; undefined when it refuses, so that the session is over. */
export type Refresh = (refreshToken: string) => Promise<TokenSet | undefined>;

export interface OpenedSession {
  /** Undefined: the cookie holds no session that still counts. */
  readonly session?: Session;
  /** To be sent back with the answer: new tokens, or the end of the cookie. */
  readonly setCookie?: string;
}

export interface SessionsOptions {
  readonly publicUrl: string;
  readonly secret: string;
  readonly refresh: Refresh;
}

/** Browser sessions (Sitzungen) of our own portal, held by the browser as a sealed cookie; the hub stores none. */
export class Sessions {
  readonly #cookie: Cookie;
  readonly #seal: Seal;
  readonly #refresh: Refresh;
  /**
   * A refresh token is good once. Requests that carry the same cookie at the same moment, and those still under way with
   * the old one, share its successor.
   */
  readonly #successors = new LRUCache<string, Promise<Session | undefined>>({ max: 10_000, ttl: 1 * MINUTE });

  constructor({ publicUrl, secret, refresh }: SessionsOptions) {
    this.#cookie = new Cookie('stadttor', publicUrl);
    this.#seal = makeSeal(secret, 'stadttor portal session');
    this.#refresh = refresh;
  }

  /** Whether this `Cookie` header holds a session, good or not. */
  isIn(cookieHeader: string | undefined): boolean {
    return this.#cookie.read(cookieHeader) !== undefined;
  }

  /** Begins a session; returns the cookie to set. */
  async begin(tokens: TokenSet): Promise<string> {
    return this.#dress(toSession(tokens, new Date(Date.now() + SESSION_MS)));
  }

  /** Opens the session of a request and refreshes its access token when that is about to end. */
  async open(cookieHeader: string | undefined): Promise<OpenedSession> {
    const sealed = this.#cookie.read(cookieHeader);
    if (sealed === undefined) return {};
    const session = await this.#seal.open<Session>(sealed);
    if (session && leftOf(session) > REFRESH_BEFORE_MS) return { session };
    const successor = session && (await this.#succeed(session));
    if (successor) return { session: successor, setCookie: await this.#dress(successor) };
    return { setCookie: this.end() };
  }

  /** The session as it stands in the cookie, refreshed or not; to end it. */
  async peek(cookieHeader: string | undefined): Promise<Session | undefined> {
    const sealed = this.#cookie.read(cookieHeader);
    return sealed === undefined ? undefined : this.#seal.open<Session>(sealed);
  }

  /** The cookie's end. */
  end(): string {
    return this.#cookie.clear();
  }

  async #succeed(session: Session): Promise<Session | undefined> {
    const { refreshToken } = session;
    // Without one the access token is used up to its end.
    if (!refreshToken) return leftOf(session) > 0 ? session : undefined;
    const key = createHash('sha256').update(refreshToken).digest('base64');
    const known = this.#successors.get(key);
    if (known) return known;
    const successor = this.#renew(session, refreshToken);
    this.#successors.set(key, successor);
    // A provider that did not answer is asked again; one that refused is not.
    successor.catch(() => this.#successors.delete(key));
    return successor;
  }

  async #renew(session: Session, refreshToken: string): Promise<Session | undefined> {
    const tokens = await this.#refresh(refreshToken);
    return tokens && toSession({ refreshToken, ...tokens }, new Date(session.endsAt));
  }

  async #dress(session: Session): Promise<string> {
    const endsAt = new Date(session.endsAt);
    return this.#cookie.set(await this.#seal.close(session, endsAt), endsAt);
  }
}

const leftOf = ({ accessTokenExpiresAt }: Session): number => new Date(accessTokenExpiresAt).getTime() - Date.now();
