import { dpopNonceSecret } from '../../platform/clients/index.ts';
import { BadUserInputError, UnauthenticatedError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import { AccessTokens } from './access-tokens.ts';
import { DpopProofs, DpopRefusedError } from './dpop-proof.ts';
import type { TrustedIdentity } from './identity.ts';
import { PrincipalChanges } from './principal-changes.ts';
import { type Bearer, Principals } from './principals.ts';

/** Names the party one acts for; believed only after identity has found the mandate. */
export const ACTING_FOR = 'stadttor-acting-for';

/** Caller (Aufrufer): who sent a request or holds a stream open. Asked again and again, because rights change. */
export interface Caller {
  /** At most 4 s old. */
  principal(): Promise<Principal>;
  /** At most 1 s old, for those that nobody else asks about: quiet streams. */
  recheck(): Promise<Principal>;
  /** Calls the listener whenever a `recheck` finds another principal than before. Returns what stops listening. */
  onChange(listener: () => void): () => void;
  /** When the token ends; never, for the public. */
  readonly expiresAt?: Date;
  /** For the client's next proof (`DPoP-Nonce`). */
  readonly nonce?: string;
}

/** What a client shows of itself: in the headers of a request, or in a socket's `connection_init`. */
export interface Credentials {
  /** `Bearer <token>` or `DPoP <token>`. */
  readonly authorization: unknown;
  /** Proof that the client has the token's key. */
  readonly dpop?: unknown;
  readonly actingFor: unknown;
  readonly method: string;
}

/** Nobody signed in. */
export const PUBLIC_CALLER: Caller = Object.freeze({
  principal: async () => PUBLIC_PRINCIPAL,
  recheck: async () => PUBLIC_PRINCIPAL,
  onChange: () => () => {},
});

export interface CallersOptions {
  readonly publicUrl: string;
  readonly identity: TrustedIdentity;
}

/** Turns tokens into callers. What a request says about itself in any other header is never read. */
export class Callers {
  readonly #tokens: AccessTokens;
  readonly #principals: Principals;
  readonly #proofs: DpopProofs;

  constructor({ publicUrl, identity }: CallersOptions) {
    this.#tokens = new AccessTokens({ issuer: publicUrl, audience: `${publicUrl}/graphql`, identity });
    this.#principals = new Principals(identity);
    this.#proofs = new DpopProofs({ address: `${publicUrl}/graphql`, nonceSecret: dpopNonceSecret(identity.secret) });
  }

  /**
   * The holder of a token. One that is bound to a key counts only with a fresh proof of that key; without one it is a stolen one.
   *
   * @throws UnauthenticatedError for a token or proof that is not good, BadUserInputError for an `actingFor` that is no id
   */
  async fromCredentials({ authorization, dpop: proof, actingFor, method }: Credentials): Promise<Caller> {
    const { scheme, token } = readAuthorization(authorization);
    const claims = await this.#tokens.verify(token);
    const { jkt } = claims.cnf ?? {};
    if ((scheme === 'dpop') !== (jkt !== undefined)) throw new DpopRefusedError('invalid_token');
    const caller = this.#caller({ token, claims, actingFor: checkParty(actingFor) });
    if (jkt === undefined) return caller;
    const nonceRequired = claims.dpop_nonce === true;
    await this.#proofs.check({ proof, token, method, jkt, nonceRequired });
    return nonceRequired ? { ...caller, nonce: this.#proofs.nextNonce } : caller;
  }

  /** The holder of a token that the hub itself keeps for her: the portal's session. */
  async fromToken(token: string, actingFor: unknown): Promise<Caller> {
    return this.#caller({ token, claims: await this.#tokens.verify(token), actingFor: checkParty(actingFor) });
  }

  #caller(bearer: Bearer): Caller {
    const expiresAt = new Date(bearer.claims.exp * 1000);
    const changes = new PrincipalChanges();
    return {
      principal: async () => changes.begin(await this.#resolve(bearer, expiresAt)),
      recheck: async () => changes.compare(await this.#resolve(bearer, expiresAt, 1 * SECOND)),
      onChange: (listener) => changes.listen(listener),
      expiresAt,
    };
  }

  async #resolve(bearer: Bearer, expiresAt: Date, maxAgeMs?: number): Promise<Principal> {
    if (expiresAt.getTime() + 10 * SECOND <= Date.now()) throw new UnauthenticatedError('This access token has ended.');
    return this.#principals.resolve(bearer, maxAgeMs);
  }
}

/** What an `Authorization` header or a socket's `connection_init` says. */
function readAuthorization(authorization: unknown): { scheme: string; token: string } {
  const [, scheme = '', token] =
    typeof authorization === 'string' ? (/^(Bearer|DPoP) ([\w.~+/=-]+)$/i.exec(authorization) ?? []) : [];
  if (!token) throw new UnauthenticatedError('Send Authorization: Bearer and an access token.');
  return { scheme: scheme.toLowerCase(), token };
}

function checkParty(actingFor: unknown): string | null {
  if (actingFor === undefined || actingFor === null || actingFor === '') return null;
  if (typeof actingFor === 'string' && /^[\da-f-]{36}$/i.test(actingFor)) return actingFor;
  throw new BadUserInputError(`${ACTING_FOR} must be the id of a party.`);
}
