import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';
import type { LRUCache } from 'lru-cache';
import type { Principal } from '../../platform/visa/index.ts';
import { compilePlan } from '../planning/compile-plan.ts';
import { conditionVariables, makeInclusion } from '../planning/conditions.ts';
import { toInternalDocument } from '../planning/internal-operation.ts';
import type { OperationParts } from '../planning/operation-parts.ts';
import { readsPersonal } from '../planning/personal-fields.ts';
import type { CompiledPlan } from '../planning/plan-nodes.ts';
import { planSoundly } from '../planning/plan-soundly.ts';
import type { PlannerPort } from '../planning/planner-port.ts';
import { coversRoot } from '../planning/root-coverage.ts';
import { emptiesRoot, type FieldStep, waysTo } from '../planning/unplanned-fields.ts';
import { guardedFields } from '../rights/guarded-fields.ts';
import { OperationJudge, type Verdicts } from '../rights/judge-operation.ts';
import type { PolicyRegistry } from '../rights/policies.ts';
import type { Requirements } from '../rights/requirements.ts';
import type { SignInMethods } from '../rights/sign-in-methods.ts';
import { type WithheldSelection, withheldSelections } from '../rights/withheld.ts';
import { introspectionPart } from './introspection.ts';
import { Shape } from './shape.ts';

/** Everything about one operation under one set of conditions and rights, worked out once. */
export interface Variant {
  readonly key: string;
  /** Undefined: valid by the schema, but nothing can come of a root field of it. */
  readonly plan: CompiledPlan | undefined;
  /** The ways to fields below the root that nobody can bring. */
  readonly unplanned: readonly (readonly FieldStep[])[];
  readonly shape: Shape;
  readonly withheld: readonly WithheldSelection[];
  readonly introspection?: DocumentNode;
  /** A read that nobody writes down: equal ones at the same moment may be one. */
  readonly isSharable: boolean;
}

export interface OperationContext {
  readonly planner: PlannerPort;
  /** Absent in open mode: nobody's rights are asked. */
  readonly requirements?: Requirements;
  readonly policies: PolicyRegistry;
  readonly signInMethods: SignInMethods;
  /** Bounded and shared by all operations, so that no single one can fill the memory with its variants. */
  readonly variants: LRUCache<string, Variant>;
}

let operations = 0;

/** An operation (Operation) the engine has met: what it guards, and its variants. */
export class CompiledOperation {
  readonly parts: OperationParts;
  readonly conditionVariables: readonly string[];
  readonly #context: OperationContext;
  readonly #judge: OperationJudge;
  readonly #key = String(++operations);

  constructor(parts: OperationParts, document: DocumentNode, context: OperationContext) {
    this.parts = parts;
    this.#context = context;
    this.conditionVariables = conditionVariables(document);
    const guarded = context.requirements ? guardedFields(parts, this.#schema, context.requirements) : [];
    this.#judge = new OperationJudge(guarded, context.policies, context.signInMethods);
  }

  get #schema(): GraphQLSchema {
    return this.#context.planner.apiSchema;
  }

  judge(principal: Principal, variables: Readonly<Record<string, unknown>>): Verdicts | Promise<Verdicts> {
    return this.#judge.judge(principal, variables);
  }

  /** The variant for these variables, verdicts and labels; plans it when it is met for the first time. */
  variant(
    variables: Readonly<Record<string, unknown>>,
    verdicts: Verdicts,
    overrides: ReadonlyMap<string, boolean>,
  ): Variant {
    const key = this.#keyOf(variables, verdicts, overrides);
    const known = this.#context.variants.get(key);
    if (known) return known;
    const variant = this.#compile(key, variables, verdicts, overrides);
    this.#context.variants.set(key, variant);
    return variant;
  }

  /** Most operations have one variant for nearly everybody. */
  #keyOf(
    variables: Readonly<Record<string, unknown>>,
    verdicts: Verdicts,
    overrides: ReadonlyMap<string, boolean>,
  ): string {
    if (this.conditionVariables.length + overrides.size + verdicts.size === 0) return this.#key;
    const conditions = this.conditionVariables.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const labels = [...overrides.values()].map((on) => (on ? '1' : '0')).join('');
    return `${this.#key}|${conditions}|${labels}|${[...verdicts.keys()].join(' ')}`;
  }

  #compile(
    key: string,
    variables: Readonly<Record<string, unknown>>,
    verdicts: Verdicts,
    overrides: ReadonlyMap<string, boolean>,
  ): Variant {
    const { reserved } = this.#context.planner;
    // Only the conditions: a cached variant must not hold on to anybody's variables.
    const includes = makeInclusion(
      Object.fromEntries(this.conditionVariables.map((name) => [name, variables[name] === true])),
    );
    const rules = {
      schema: this.#schema,
      fragments: this.parts.fragments,
      includes,
      denied: new Set(verdicts.keys()),
      reserved,
    };
    const internal = toInternalDocument(this.parts, rules);
    const root = { set: this.parts.definition.selectionSet, parent: this.parts.rootType };
    const { plan, unplanned } = internal ? this.#plan(internal, overrides) : { plan: { steps: [] }, unplanned: [] };
    const isQuery = this.parts.definition.operation === 'query';
    return {
      key,
      plan,
      unplanned,
      isSharable: isQuery && plan !== undefined && !readsPersonal(plan, this.#context.planner.personalFields),
      shape: new Shape([root], rules),
      withheld: withheldSelections(this.parts, rules),
      introspection: introspectionPart(this.parts, includes),
    };
  }

  #plan(internal: DocumentNode, overrides: ReadonlyMap<string, boolean>): Pick<Variant, 'plan' | 'unplanned'> {
    const { planner } = this.#context;
    const { rootType } = this.parts;
    const sound = planSoundly(internal, {
      plan: (document) => planner.plan(document, overrides),
      owners: planner.owners,
      rootType: rootType.name,
      schema: planner.fullSchema,
    });
    const plan = compilePlan(sound.plan, {
      schema: planner.fullSchema,
      requiredFields: planner.requiredFields,
      rootType: sound.unplanned.size > 0 ? undefined : rootType.name,
    });
    const ways = (fields: ReadonlySet<FieldNode>) =>
      sound.operation ? waysTo(fields, sound.operation, rootType, this.#schema) : [];
    const isAnswerable = coversRoot(plan, internal) && !ways(sound.lost).some((way) => emptiesRoot(way, this.#schema));
    return { plan: isAnswerable ? plan : undefined, unplanned: ways(sound.unplanned) };
  }
}
