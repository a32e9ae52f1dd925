import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import { UnauthenticatedError, UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { AccessClaims } from './access-tokens.ts';
import type { Identity } from './identity.ts';
import { PrincipalQuestions } from './principal-questions.ts';

/**
 * So long an answer of identity may be used. A right taken away works after 5 s at the latest: the second that is left is for
 * what identity itself follows in the log of another subgraph (who works for which office).
 */
const MAX_AGE_MS = 4 * SECOND;

interface Resolved {
  /** Null: identity says the token is no longer good. */
  readonly principal: Principal | null;
  askedAt: number;
  /** The question under way. */
  asking?: Promise<Resolved> | undefined;
}

export interface Bearer {
  /** Names the token: its hash. The token itself is kept nowhere. */
  readonly token: string;
  readonly claims: AccessClaims;
  /** The party she wants to act for; null: herself. Identity checks the mandate. */
  readonly actingFor: string | null;
}

/** From tokens to principals, as identity knows them; each answer is used for 5 seconds. */
export class Principals {
  readonly #resolved = new LRUCache<string, Resolved>({ max: 10_000 });
  /** About those of whom nothing is known yet. */
  readonly #asking = new Map<string, Promise<Resolved>>();
  readonly #questions: PrincipalQuestions;

  constructor(identity: Identity, askTimeoutMs?: number) {
    this.#questions = new PrincipalQuestions(identity, askTimeoutMs);
  }

  /**
   * @param maxAgeMs how old an answer of identity may be; 4 s unless said otherwise
   * @throws UnauthenticatedError when the token is no longer good, UnavailableError when identity has not answered for 4 s
   */
  resolve(bearer: Bearer, maxAgeMs = MAX_AGE_MS): Principal | Promise<Principal> {
    const key = bearer.actingFor === null ? bearer.token : `${bearer.token}\n${bearer.actingFor}`;
    const known = this.#resolved.get(key);
    return known && ageOf(known) < maxAgeMs ? admit(known) : this.#resolveAnew(known, key, bearer);
  }

  async #resolveAnew(known: Resolved | undefined, key: string, bearer: Bearer): Promise<Principal> {
    try {
      return admit(await this.#ask(key, bearer));
    } catch (error) {
      if (error instanceof UnavailableError && known && ageOf(known) < MAX_AGE_MS) return admit(known);
      throw error;
    }
  }

  /** Many requests of one page ask at the same moment: identity hears one question. */
  #ask(key: string, bearer: Bearer): Promise<Resolved> {
    const known = this.#resolved.get(key);
    return known ? this.#askAgain(known, key, bearer) : this.#askFirst(key, bearer);
  }

  #askFirst(key: string, bearer: Bearer): Promise<Resolved> {
    const asking = this.#asking.get(key) ?? this.#answer(key, bearer).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  /** Without a table of those who are asked about: each socket asks every three seconds. */
  async #askAgain(known: Resolved, key: string, bearer: Bearer): Promise<Resolved> {
    known.asking ??= this.#answer(key, bearer);
    try {
      return await known.asking;
    } finally {
      known.asking = undefined;
    }
  }

  async #answer(key: string, { claims, actingFor }: Bearer): Promise<Resolved> {
    const askedAt = performance.now();
    const principal = await this.#questions.ask({ claims, actingFor });
    return this.#keep(key, principal, askedAt);
  }

  /** One object for one person as long as identity says the same of her: what was made of it counts on, and she is kept once. */
  #keep(key: string, principal: Principal | null, askedAt: number): Resolved {
    const known = this.#resolved.get(key);
    if (known?.principal && isDeepStrictEqual(known.principal, principal)) {
      known.askedAt = askedAt;
      return known;
    }
    const resolved: Resolved = { principal: principal && Object.freeze(principal), askedAt, asking: undefined };
    this.#resolved.set(key, resolved);
    return resolved;
  }
}

const ageOf = ({ askedAt }: Resolved): number => performance.now() - askedAt;

function admit({ principal }: Resolved): Principal {
  if (!principal) throw new UnauthenticatedError('This access token is no longer good.');
  return principal;
}
