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
  /** At most 4 s old. Nearly always known already: then nothing waits. */
  principal(): Principal | Promise<Principal>;
  /** At most 1 s old, for those that nobody else asks about: quiet streams. */
  recheck(): Promise<Principal>;
  /** Calls the listener whenever a `recheck` finds another principal than before. */
  onChange(listener: () => void): void;
  offChange(listener: () => void): void;
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
  principal: () => PUBLIC_PRINCIPAL,
  recheck: async () => PUBLIC_PRINCIPAL,
  onChange: () => {},
  offChange: () => {},
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
    const verified = this.#tokens.verify(token);
    const { id, claims } = verified instanceof Promise ? await verified : verified;
    const { jkt } = claims.cnf ?? {};
    if ((scheme === 'dpop') !== (jkt !== undefined)) throw new DpopRefusedError('invalid_token');
    const bearer = { token: id, claims, actingFor: checkParty(actingFor) };
    if (jkt === undefined) return new TokenCaller(bearer, this.#principals);
    const nonceRequired = claims.dpop_nonce === true;
    await this.#proofs.check({ proof, token, method, jkt, nonceRequired });
    return new TokenCaller(bearer, this.#principals, nonceRequired ? this.#proofs.nextNonce : undefined);
  }

  /** The holder of a token that the hub itself keeps for her: the portal's session. */
  async fromToken(token: string, actingFor: unknown): Promise<Caller> {
    const { id, claims } = await this.#tokens.verify(token);
    return new TokenCaller({ token: id, claims, actingFor: checkParty(actingFor) }, this.#principals);
  }
}

/** The holder of a token. */
class TokenCaller implements Caller {
  readonly nonce: string | undefined;
  readonly #bearer: Bearer;
  readonly #principals: Principals;
  readonly #changes = new PrincipalChanges();

  constructor(bearer: Bearer, principals: Principals, nonce?: string) {
    this.#bearer = bearer;
    this.#principals = principals;
    this.nonce = nonce;
  }

  get expiresAt(): Date {
    return new Date(this.#bearer.claims.exp * SECOND);
  }

  principal(): Principal | Promise<Principal> {
    const found = this.#resolve();
    if (found instanceof Promise) return found.then((principal) => this.#changes.begin(principal));
    return this.#changes.begin(found);
  }

  async recheck(): Promise<Principal> {
    return this.#changes.compare(await this.#resolve(1 * SECOND));
  }

  onChange(listener: () => void): void {
    this.#changes.listen(listener);
  }

  offChange(listener: () => void): void {
    this.#changes.leave(listener);
  }

  #resolve(maxAgeMs?: number): Principal | Promise<Principal> {
    const endedAt = this.#bearer.claims.exp * SECOND + 10 * SECOND;
    if (endedAt <= Date.now()) throw new UnauthenticatedError('This access token has ended.');
    return this.#principals.resolve(this.#bearer, maxAgeMs);
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
