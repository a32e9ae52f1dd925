import type { HubError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { GuardedField } from './guarded-fields.ts';
import type { PolicyAnswer, PolicyRegistry } from './policies.ts';
import { principalClass } from './principal-class.ts';
import type { SignInMethods } from './sign-in-methods.ts';
import { judge } from './verdict.ts';

/** The verdicts on one operation for one principal: guarded selection -> why it is withheld. */
export type Verdicts = ReadonlyMap<string, HubError>;

type Variables = Readonly<Record<string, unknown>>;
type Answers = ReadonlyMap<string, PolicyAnswer>;

const ALL_GRANTED: Verdicts = new Map();
const NO_ANSWERS: Answers = new Map();
/** Classes of principals remembered for one operation; a hub has a handful. */
const MAX_CLASSES = 100;

/**
 * Judges one operation. Nearly always that is a look-up by the class of the principal: what built-in rights read of her.
 * Policies that read more are asked each time, all at once.
 */
export class OperationJudge {
  readonly #guarded: readonly GuardedField[];
  readonly #policies: PolicyRegistry;
  readonly #methods: SignInMethods;
  readonly #hasNamed: boolean;
  readonly #isByClass: boolean;
  readonly #known = new Map<string, Verdicts>();

  constructor(guarded: readonly GuardedField[], policies: PolicyRegistry, methods: SignInMethods) {
    this.#guarded = guarded;
    this.#policies = policies;
    this.#methods = methods;
    const named = guarded.flatMap(({ requirement }) => policies.namedIn(requirement));
    this.#hasNamed = named.length > 0;
    this.#isByClass = named.every((name) => policies.isByClass(name));
  }

  judge(principal: Principal, variables: Variables): Verdicts | Promise<Verdicts> {
    if (this.#guarded.length === 0) return ALL_GRANTED;
    if (!this.#isByClass) return this.#ask(principal, variables);
    const key = principalClass(principal);
    return this.#known.get(key) ?? this.#decide(key, principal, variables);
  }

  #decide(key: string, principal: Principal, variables: Variables): Verdicts | Promise<Verdicts> {
    if (!this.#hasNamed) return this.#remember(key, this.#conclude(principal, []));
    return this.#ask(principal, variables).then((verdicts) => {
      const isCertain = [...verdicts.values()].every(({ code }) => code !== 'UNAVAILABLE');
      return isCertain ? this.#remember(key, verdicts) : verdicts;
    });
  }

  async #ask(principal: Principal, variables: Variables): Promise<Verdicts> {
    return this.#conclude(
      principal,
      await Promise.all(this.#guarded.map((field) => this.#answers(field, principal, variables))),
    );
  }

  async #answers({ requirement, coordinate, readArguments }: GuardedField, principal: Principal, variables: Variables) {
    const names = this.#policies.namedIn(requirement);
    // Whoever is nobody lacks the sign-in first; nobody's questions go further than that.
    if (names.length === 0 || principal.kind === 'public') return NO_ANSWERS;
    const question = { principal, field: coordinate, arguments: readArguments(variables) };
    return new Map(
      await Promise.all(names.map(async (name) => [name, await this.#policies.ask(name, question)] as const)),
    );
  }

  #conclude(principal: Principal, answers: readonly Answers[]): Verdicts {
    const verdicts = new Map<string, HubError>();
    this.#guarded.forEach(({ selection, requirement }, i) => {
      const refusal = judge(requirement, principal, this.#methods, answers[i] ?? NO_ANSWERS);
      if (refusal) verdicts.set(selection, refusal);
    });
    return verdicts;
  }

  #remember(key: string, verdicts: Verdicts): Verdicts {
    if (this.#known.size >= MAX_CLASSES) this.#known.clear();
    this.#known.set(key, verdicts);
    return verdicts;
  }
}
