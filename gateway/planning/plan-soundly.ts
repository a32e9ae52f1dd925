import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { SECOND } from '../../platform/time.ts';
import { withConcreteFragments } from './concrete-fragments.ts';
import { withDroppedConditions } from './dropped-conditions.ts';
import { missingLeaves } from './missing-leaves.ts';
import { onlyLeaves, openFragments } from './open-fragments.ts';
import type { Owners } from './owners.ts';
import { firstStage, requiringField, secondStage } from './plan-in-stages.ts';
import { possibleLeaves } from './possible-leaves.ts';
import { tracePlan } from './trace-plan.ts';
import { mayStand } from './traced-place.ts';

export interface SoundPlan {
  readonly plan: QueryPlan;
  /** The operation with its fragments written out, and the leaves of it that no plan brings. */
  readonly operation?: OperationDefinitionNode;
  readonly unplanned: ReadonlySet<FieldNode>;
  /** Those of them that nobody is even asked for. */
  readonly lost: ReadonlySet<FieldNode>;
}

export interface PlanningTools {
  readonly plan: (document: DocumentNode) => QueryPlan;
  readonly owners: Owners;
  readonly rootType: string;
  /** Everything, private names included. */
  readonly schema: GraphQLSchema;
  /** How many more stages may stand before this one; a true circle of `@requires` has no first. */
  readonly stages?: number;
}

const NOTHING: ReadonlySet<FieldNode> = new Set();
/** A planner that gives up may do so after seconds; it is not asked for ever. */
const MAX_FAILING_MS = 4 * SECOND;
const MAX_ATTEMPTS = 400;
const MAX_STAGES = 8;
const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const NO_PLAN: QueryPlan = { kind: 'QueryPlan' };

/**
 * Plans, follows the plan, and where it is wrong plans in parts. The planner merges what it can, and in rare meetings of
 * `@requires`, interface objects and equal paths merges too much: a field is dropped, or asked of a subgraph that cannot
 * give it. The same field planned alone comes out right, and the store puts the parts together. Whatever no plan brings is
 * told by name instead of being null without a word.
 */
export function planSoundly(document: DocumentNode, tools: PlanningTools): SoundPlan {
  const operation = openFragments(document);
  const whole = attempt(document, tools);
  if (!operation) return { plan: whole ?? NO_PLAN, unplanned: NOTHING, lost: NOTHING };
  const missing = whole ? missingFrom(whole, operation, tools) : undefined;
  const full = whole && missing && fullPlan(whole, operation, missing, tools);
  if (full) return { plan: full, unplanned: NOTHING, lost: NOTHING };
  const concrete = planConcretely(operation, tools);
  if (concrete) return { plan: concrete, unplanned: NOTHING, lost: NOTHING };
  // A mutation must happen once and a stream opens once: neither can be asked for in parts.
  if (operation.operation !== 'query')
    return { plan: whole ?? NO_PLAN, operation, unplanned: missing ?? NOTHING, lost: NOTHING };
  const parts = new Parts(operation, tools);
  parts.plan(leavesOf(operation, tools), missing);
  return { plan: together(parts.plans), operation, unplanned: parts.unplanned, lost: parts.lost };
}

/** Undefined when the planner gives up. */
function attempt(document: DocumentNode, { plan }: PlanningTools): QueryPlan | undefined {
  try {
    return plan(document);
  } catch {
    return undefined;
  }
}

/** A plan for the same with its abstract conditions written out, if it brings everything. */
function planConcretely(operation: OperationDefinitionNode, tools: PlanningTools): QueryPlan | undefined {
  const concrete = withConcreteFragments(operation, tools.rootType, tools.owners, tools.schema);
  const plan = concrete && attempt(toDocument(concrete), tools);
  return plan && fullPlan(plan, concrete, missingFrom(plan, concrete, tools), tools);
}

/** The plan itself if it lacks nothing, or with what it lacks put back; undefined when that is not enough. */
function fullPlan(
  plan: QueryPlan,
  operation: OperationDefinitionNode,
  missing: ReadonlySet<FieldNode>,
  tools: PlanningTools,
): QueryPlan | undefined {
  if (missing.size === 0) return plan;
  const filled = withDroppedConditions(plan, operation, missing, tools.owners);
  return filled && missingFrom(filled, operation, tools).size === 0 ? filled : undefined;
}

/** Empty for a plan to be trusted; all leaves when it asks for what cannot be given. */
function missingFrom(plan: QueryPlan, operation: OperationDefinitionNode, tools: PlanningTools): Set<FieldNode> {
  const { root, isSound } = tracePlan(plan, tools.rootType, tools.owners);
  const missing = missingLeaves(operation.selectionSet, root, tools.owners);
  return missing.size > 0 || isSound ? missing : new Set(leavesOf(operation, tools));
}

class Parts {
  readonly plans: PlanNode[] = [];
  readonly unplanned = new Set<FieldNode>();
  readonly lost = new Set<FieldNode>();
  readonly #operation: OperationDefinitionNode;
  readonly #tools: PlanningTools;
  #failingMs = 0;
  #attempts = 0;

  constructor(operation: OperationDefinitionNode, tools: PlanningTools) {
    this.#operation = operation;
    this.#tools = tools;
  }

  plan(leaves: readonly FieldNode[], knownMissing?: ReadonlySet<FieldNode>): void {
    if (leaves.length === 0) return;
    const missing = knownMissing ?? this.#try(leaves);
    if (!missing) return;
    if (leaves.length === 1 || this.#failingMs > MAX_FAILING_MS || this.#attempts > MAX_ATTEMPTS) this.#giveUp(leaves);
    else for (const half of divide(leaves, missing)) this.plan(half);
  }

  /** What is required is planned for itself first, then comes the call that reads it. */
  #inStages(leaf: FieldNode): boolean {
    const { owners, rootType, schema, stages = MAX_STAGES } = this.#tools;
    const part = onlyLeaves(this.#operation, new Set([leaf]));
    const field = requiringField(part, rootType, owners, schema);
    if (!field || stages === 0) return false;
    const first = planSoundly(toDocument(firstStage(part, field)), { ...this.#tools, stages: stages - 1 });
    if (first.unplanned.size > 0 || !first.plan.node || first.plan.node.kind === 'Subscription') return false;
    const node: PlanNode = { kind: 'Sequence', nodes: [first.plan.node, secondStage(part, field)] };
    if (missingFrom({ kind: 'QueryPlan', node }, part, this.#tools).size > 0) return false;
    this.plans.push(node);
    return true;
  }

  #byItself(leaf: FieldNode): boolean {
    const plan = planConcretely(onlyLeaves(this.#operation, new Set([leaf])), this.#tools);
    if (plan?.node && plan.node.kind !== 'Subscription') this.plans.push(plan.node);
    return plan !== undefined || this.#inStages(leaf);
  }

  #giveUp(leaves: readonly FieldNode[]): void {
    const [leaf] = leaves;
    if (leaf && leaves.length === 1 && this.#byItself(leaf)) return;
    for (const each of leaves.filter(({ name }) => name.value !== '__typename')) this.unplanned.add(each);
    for (const each of leaves) if (this.#failingMs < MAX_FAILING_MS && !this.#planAnyway(each)) this.#lose(each);
  }

  #lose(leaf: FieldNode): void {
    if (this.unplanned.has(leaf)) this.lost.add(leaf);
    this.#planObject(leaf);
  }

  /** The planner's word against ours: perhaps the supergraph is not as it should be. Whoever is asked may still refuse. */
  #planAnyway(leaf: FieldNode): boolean {
    const { rootType, owners } = this.#tools;
    const plan = attempt(toDocument(onlyLeaves(this.#operation, new Set([leaf]))), this.#tools);
    if (!plan?.node || plan.node.kind === 'Subscription' || tracePlan(plan, rootType, owners).isSound) return false;
    this.plans.push(plan.node);
    return true;
  }

  /** Where a leaf cannot be had, the object around it may be; and only if its type has the leaf is anything lost. */
  #planObject(leaf: FieldNode): void {
    const part = visit(onlyLeaves(this.#operation, new Set([leaf])), {
      Field: (field) => (field === leaf ? TYPENAME : undefined),
    });
    const plan = attempt(toDocument(part), this.#tools);
    if (!plan?.node || plan.node.kind === 'Subscription') return;
    const { root, isSound } = tracePlan(plan, this.#tools.rootType, this.#tools.owners);
    if (isSound && mayStand(part.selectionSet, [root])) this.plans.push(plan.node);
  }

  /** Undefined: planned. Otherwise the leaves that stand in the way. */
  #try(leaves: readonly FieldNode[]): ReadonlySet<FieldNode> | undefined {
    this.#attempts++;
    const begin = performance.now();
    const part = onlyLeaves(this.#operation, new Set(leaves));
    const plan = attempt(toDocument(part), this.#tools);
    const missing = plan && missingFrom(plan, part, this.#tools);
    if (!plan || !missing) {
      this.#failingMs += performance.now() - begin;
      return new Set(leaves);
    }
    const full = fullPlan(plan, part, missing, this.#tools);
    if (!full) return missing;
    if (full.node && full.node.kind !== 'Subscription') this.plans.push(full.node);
    return undefined;
  }
}

/** The good ones apart from the missing ones; where all are missing, two halves. */
function divide(leaves: readonly FieldNode[], missing: ReadonlySet<FieldNode>): FieldNode[][] {
  const good = leaves.filter((leaf) => !missing.has(leaf));
  if (good.length > 0 && good.length < leaves.length) return [good, leaves.filter((leaf) => missing.has(leaf))];
  const middle = Math.ceil(leaves.length / 2);
  return [leaves.slice(0, middle), leaves.slice(middle)];
}

const leavesOf = (
  { selectionSet }: OperationDefinitionNode,
  { rootType, owners, schema }: PlanningTools,
): FieldNode[] => possibleLeaves(selectionSet, rootType, owners, schema);

const toDocument = (operation: OperationDefinitionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation],
});

const together = (nodes: readonly PlanNode[]): QueryPlan => {
  const [first] = nodes;
  if (!first) return NO_PLAN;
  return { kind: 'QueryPlan', node: nodes.length === 1 ? first : { kind: 'Parallel', nodes: [...nodes] } };
};
