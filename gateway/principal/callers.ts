import { BadUserInputError, UnauthenticatedError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import { AccessTokens } from './access-tokens.ts';
import type { Identity } from './identity.ts';
import { type Bearer, Principals } from './principals.ts';

/** Names the party one acts for; believed only after identity has found the mandate. */
export const ACTING_FOR = 'stadttor-acting-for';

/** Caller (Aufrufer): who sent a request or holds a stream open. Asked again and again, because rights change. */
export interface Caller {
  /** At most 5 s old. */
  principal(): Promise<Principal>;
  /** At most 1 s old, for those that nobody else asks about: quiet streams. */
  recheck(): Promise<Principal>;
  /** When the token ends; never, for the public. */
  readonly expiresAt?: Date;
}

/** Nobody signed in. */
export const PUBLIC_CALLER: Caller = Object.freeze({
  principal: async () => PUBLIC_PRINCIPAL,
  recheck: async () => PUBLIC_PRINCIPAL,
});

export interface CallersOptions {
  readonly publicUrl: string;
  readonly identity: Identity;
  readonly askTimeoutMs?: number;
}

/** Turns tokens into callers. What a request says about itself in any other header is never read. */
export class Callers {
  readonly #tokens: AccessTokens;
  readonly #principals: Principals;

  constructor({ publicUrl, identity, askTimeoutMs }: CallersOptions) {
    this.#tokens = new AccessTokens({ issuer: publicUrl, audience: `${publicUrl}/graphql`, identity });
    this.#principals = new Principals(identity, askTimeoutMs);
  }

  /** @throws UnauthenticatedError for a token that is not good, BadUserInputError for an `actingFor` that is no id */
  async fromToken(token: string, actingFor: unknown): Promise<Caller> {
    const bearer: Bearer = { token, claims: await this.#tokens.verify(token), actingFor: checkParty(actingFor) };
    const expiresAt = new Date(bearer.claims.exp * 1000);
    return {
      principal: () => this.#resolve(bearer, expiresAt),
      recheck: () => this.#resolve(bearer, expiresAt, 1 * SECOND),
      expiresAt,
    };
  }

  async #resolve(bearer: Bearer, expiresAt: Date, maxAgeMs?: number): Promise<Principal> {
    if (expiresAt.getTime() + 10 * SECOND <= Date.now()) throw new UnauthenticatedError('This access token has ended.');
    return this.#principals.resolve(bearer, maxAgeMs);
  }
}

/** The token in an `Authorization` header or a socket's `connection_init`. */
export function readBearer(authorization: unknown): string {
  const [, token] = typeof authorization === 'string' ? (/^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? []) : [];
  if (!token) throw new UnauthenticatedError('Send Authorization: Bearer and an access token.');
  return token;
}

function checkParty(actingFor: unknown): string | null {
  if (actingFor === undefined || actingFor === null || actingFor === '') return null;
  if (typeof actingFor === 'string' && /^[\da-f-]{36}$/i.test(actingFor)) return actingFor;
  throw new BadUserInputError(`${ACTING_FOR} must be the id of a party.`);
}
