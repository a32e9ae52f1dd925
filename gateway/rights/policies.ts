import { ForbiddenError, HubError, UnavailableError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { Requirement } from './requirement.ts';

/** What a policy is asked: who acts, and for which field with which arguments (coerced, defaults applied). */
export interface PolicyQuestion {
  readonly principal: Principal;
  /** `Type.field`. */
  readonly field: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * Policy (Zugangsregel) behind a name in `@policy`. May ask elsewhere. False withholds the field with `FORBIDDEN`; a
 * `HubError` thrown is the reason itself, with its remedy; anything else thrown withholds it with `UNAVAILABLE`.
 */
export type PolicyFunction = (question: PolicyQuestion) => boolean | Promise<boolean>;

export interface Policy {
  readonly decide: PolicyFunction;
  /**
   * Says that the answer follows from kind, trust level, scopes and purposes alone: then it is asked once for an operation
   * and all principals alike in these. Otherwise it is asked for each request and each event, and may read the arguments.
   */
  readonly byClass?: boolean;
}

/** By name. `trust:` and `consent:` are built in and cannot be replaced. */
export type Policies = Readonly<Record<string, Policy | PolicyFunction>>;

const BUILT_IN = /^(trust|consent):/;

/** What a named policy said: met, or why not. */
export type PolicyAnswer = true | HubError;

/** The policies that an operator named, looked up by own name only. */
export class PolicyRegistry {
  readonly #policies: ReadonlyMap<string, Policy>;

  constructor(policies: Policies = {}) {
    const taken = Object.keys(policies).find((name) => BUILT_IN.test(name));
    if (taken) throw new Error(`The policy ${taken} is built in.`);
    const named = Object.entries(policies).map(
      ([name, policy]) => [name, typeof policy === 'function' ? { decide: policy } : policy] as const,
    );
    this.#policies = new Map(named);
  }

  /** The policies of a requirement that are known here. */
  namedIn({ policies }: Requirement): string[] {
    return [...new Set(policies.flat(2))].filter((name) => this.#policies.has(name));
  }

  isByClass(name: string): boolean {
    return this.#policies.get(name)?.byClass === true;
  }

  /** Never rejects: what cannot be decided is refused. */
  async ask(name: string, question: PolicyQuestion): Promise<PolicyAnswer> {
    try {
      const isMet = await this.#policies.get(name)?.decide(question);
      return isMet === true || new ForbiddenError();
    } catch (thrown) {
      return thrown instanceof HubError ? thrown : new UnavailableError(undefined, thrown);
    }
  }
}
