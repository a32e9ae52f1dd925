import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { MINUTE, SECOND } from '../../platform/time.ts';
import { askIdentity, type Identity } from './identity.ts';

/** A key taken out of service by its owner is not believed for longer than this. */
const MAX_AGE_MS = 1 * MINUTE;
/** Tokens with invented key ids must not become a stream of questions. */
const MIN_AGE_MS = 10 * SECOND;

interface KnownKeys {
  readonly find: JWTVerifyGetKey;
  readonly askedAt: number;
}

/** The keys that sign access tokens, as identity publishes them. `jku`, `jwk` and `x5u` of a token are never read. */
export class TokenKeys {
  #known: Promise<KnownKeys> | undefined;

  constructor(private readonly identity: Identity) {}

  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = await this.#notOlderThan(MAX_AGE_MS);
    try {
      return await known.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const fresh = await this.#notOlderThan(MIN_AGE_MS);
      if (fresh === known) throw error;
      return fresh.find(header, token);
    }
  };

  async #notOlderThan(ageMs: number): Promise<KnownKeys> {
    const known = await this.#known;
    if (known && performance.now() - known.askedAt < ageMs) return known;
    const asked = this.#ask();
    this.#known = asked;
    // Keys once known stay known while identity is silent: whether the token still counts is asked separately.
    asked.catch(() => {
      if (this.#known === asked) this.#known = known ? Promise.resolve(known) : undefined;
    });
    return asked.catch((error) => {
      if (known) return known;
      throw error;
    });
  }

  async #ask(): Promise<KnownKeys> {
    const askedAt = performance.now();
    const keys = await askIdentity<JSONWebKeySet>(this.identity, 'keys', {});
    return { find: createLocalJWKSet(keys), askedAt };
  }
}
