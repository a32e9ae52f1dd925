import { hash } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { UnauthenticatedError, UnavailableError } from '../../platform/errors/index.ts';
import type { Identity } from './identity.ts';
import { TokenKeys } from './token-keys.ts';

const CLOCK_SKEW_SECONDS = 10;
const MAX_TOKEN_LENGTH = 8_192;

/** Claims of an access token (RFC 9068), all required ones present. */
export interface AccessClaims extends JWTPayload {
  readonly sub: string;
  readonly exp: number;
  readonly client_id: string;
  /** Name of the key that signed it: one taken out of service ends its tokens. */
  readonly kid?: string;
  /** The key that its holder must prove to have (RFC 9449). */
  readonly cnf?: { readonly jkt?: string };
  /** Whether each proof must carry the hub's nonce. */
  readonly dpop_nonce?: boolean;
}

/** A token that is good, without its text. */
export interface VerifiedToken {
  /** Its hash. */
  readonly id: string;
  readonly claims: AccessClaims;
}

export interface AccessTokenOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly identity: Identity;
}

/** Verifies access tokens (RFC 9068): ES256 only, issuer and audience ours. A good one is known by its hash until it ends. */
export class AccessTokens {
  readonly #verified = new LRUCache<string, VerifiedToken>({ max: 10_000 });
  readonly #keys: TokenKeys;
  readonly #options: AccessTokenOptions;

  constructor(options: AccessTokenOptions) {
    this.#options = options;
    this.#keys = new TokenKeys(options.identity);
  }

  /** @throws UnauthenticatedError for any token that is not good, UnavailableError while the keys are unknown */
  verify(token: string): VerifiedToken | Promise<VerifiedToken> {
    if (token.length > MAX_TOKEN_LENGTH) throw new UnauthenticatedError('This is no access token.');
    const id = hash('sha256', token, 'base64url');
    const known = this.#verified.get(id);
    return known && known.claims.exp * 1000 > Date.now() ? known : this.#verify(id, token);
  }

  async #verify(id: string, token: string): Promise<VerifiedToken> {
    const verified = { id, claims: await this.#check(token) };
    this.#verified.set(id, verified);
    return verified;
  }

  async #check(token: string): Promise<AccessClaims> {
    const { issuer, audience } = this.#options;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#keys.find, {
        issuer,
        audience,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['sub', 'client_id', 'iat', 'jti', 'exp'],
      });
      const ours = { iss: issuer, aud: payload.aud === audience ? audience : payload.aud };
      return Object.freeze({ ...payload, ...ours, kid: protectedHeader.kid }) as unknown as AccessClaims;
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      throw new UnauthenticatedError('This access token is expired or not good here.');
    }
  }
}
