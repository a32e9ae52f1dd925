import { createHash, timingSafeEqual } from 'node:crypto';
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { DpopNonces } from '../../platform/clients/index.ts';
import { UnauthenticatedError } from '../../platform/errors/index.ts';
import { MINUTE, SECOND } from '../../platform/time.ts';

const ALGORITHMS = ['ES256', 'PS256', 'EdDSA'];
const MAX_LENGTH = 4_096;
/** How old a proof without a nonce may be, and how far a client's clock may be ahead. */
const FRESH_MS = 1 * MINUTE;
const AHEAD_MS = 10 * SECOND;
/** With a nonce the hub's own clock counts; its nonces are good for less than this. */
const NONCE_MS = 5 * MINUTE;

/** What a request shows beside its token. */
export interface ProofRequest {
  readonly proof: unknown;
  readonly token: string;
  readonly method: string;
  /** Thumbprint of the key that the token is bound to. */
  readonly jkt: string;
  readonly nonceRequired: boolean;
}

export type ProofChallenge = 'invalid_dpop_proof' | 'use_dpop_nonce' | 'invalid_token';

/** A proof that is not good (Besitznachweis): what the client is told beside `UNAUTHENTICATED` (RFC 9449, section 7.1). */
export class DpopRefusedError extends UnauthenticatedError {
  constructor(
    readonly challenge: ProofChallenge,
    readonly nonce?: string,
  ) {
    super('This token needs a fresh proof of its key with each request (DPoP).');
  }
}

export interface DpopProofsOptions {
  /** The one address proofs are for. */
  readonly address: string;
  readonly nonceSecret: Buffer;
  readonly now?: () => number;
}

/** Checks proofs of possession (RFC 9449): made for this request, by the key the token is bound to, now, and never before. */
export class DpopProofs {
  readonly #seen = new LRUCache<string, true>({ max: 200_000, ttl: NONCE_MS });
  readonly #keys = new LRUCache<string, CryptoKey>({ max: 10_000 });
  readonly #options: DpopProofsOptions;
  readonly #nonces: DpopNonces;

  constructor(options: DpopProofsOptions) {
    this.#options = options;
    this.#nonces = new DpopNonces(options.nonceSecret, options.now);
  }

  get nextNonce(): string {
    return this.#nonces.next();
  }

  /** @throws DpopRefusedError */
  async check(request: ProofRequest): Promise<void> {
    const { proof, jkt } = request;
    if (typeof proof !== 'string' || proof.length > MAX_LENGTH) throw new DpopRefusedError('invalid_dpop_proof');
    const claims = await this.#verify(proof, jkt).catch(() => {
      throw new DpopRefusedError('invalid_dpop_proof');
    });
    if (!this.#isForThis(claims, request)) throw new DpopRefusedError('invalid_dpop_proof');
    this.#checkTime(claims, request.nonceRequired);
    this.#once(`${jkt} ${claims.jti}`);
  }

  async #verify(proof: string, jkt: string): Promise<JWTPayload> {
    const { jwk } = decodeProtectedHeader(proof) as { jwk?: JWK };
    const key = await this.#keyOf(jwk ?? {}, jkt);
    const { payload } = await jwtVerify(proof, key, { typ: 'dpop+jwt', algorithms: ALGORITHMS, clockTolerance: '1h' });
    return payload;
  }

  async #keyOf(jwk: JWK, jkt: string): Promise<CryptoKey> {
    if (jwk.d !== undefined || jwk.k !== undefined) throw new Error('a private key');
    if ((await calculateJwkThumbprint(jwk)) !== jkt) throw new Error('another key');
    const known = this.#keys.get(jkt);
    if (known) return known;
    const alg = { EC: 'ES256', RSA: 'PS256', OKP: 'EdDSA' }[String(jwk.kty)];
    const key = (await importJWK(jwk, alg)) as CryptoKey;
    this.#keys.set(jkt, key);
    return key;
  }

  #isForThis({ htm, htu, ath, jti, iat }: JWTPayload, { method, token }: ProofRequest): boolean {
    const url = typeof htu === 'string' ? URL.parse(htu) : null;
    const hash = createHash('sha256').update(token).digest('base64url');
    return (
      htm === method &&
      url !== null &&
      `${url.origin}${url.pathname}` === this.#options.address &&
      typeof jti === 'string' &&
      jti.length > 0 &&
      typeof iat === 'number' &&
      isSame(String(ath), hash)
    );
  }

  #checkTime({ iat = 0, nonce }: JWTPayload, nonceRequired: boolean): void {
    const now = this.#options.now?.() ?? Date.now();
    const isFresh = iat * 1000 > now - FRESH_MS && iat * 1000 < now + AHEAD_MS;
    if (nonce === undefined && isFresh && !nonceRequired) return;
    if (!this.#nonces.isGood(nonce)) throw new DpopRefusedError('use_dpop_nonce', this.nextNonce);
  }

  #once(name: string): void {
    if (this.#seen.has(name)) throw new DpopRefusedError('invalid_dpop_proof');
    this.#seen.set(name, true);
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
