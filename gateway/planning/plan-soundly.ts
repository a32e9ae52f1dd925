import type { QueryPlan } from '@apollo/query-planner';
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
import { beginningOf, beginOnce, followedBy, inParallel, inSequence, type RootNode } from './one-beginning.ts';
import { onlyLeaves, openFragments, rootFields } from './open-fragments.ts';
import type { Owners } from './owners.ts';
import { firstStage, requiringField, secondStage } from './plan-in-stages.ts';
import { possibleLeaves } from './possible-leaves.ts';
import { ONLY_TYPENAME, TYPENAME } from './selections.ts';
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
  /** How long the planner took to give up, over all parts and stages. */
  readonly effort?: { failingMs: number };
}

type Tools = PlanningTools & Required<Pick<PlanningTools, 'effort'>>;

const NOTHING: ReadonlySet<FieldNode> = new Set();
/** A planner that gives up may do so after seconds; it is not asked for ever. */
const MAX_FAILING_MS = 4 * SECOND;
const MAX_ATTEMPTS = 400;
const MAX_STAGES = 8;
const NO_PLAN: QueryPlan = { kind: 'QueryPlan' };

/**
 * Plans, follows the plan, and where it is wrong plans in parts. The planner merges what it can, and in rare meetings of
 * `@requires`, interface objects and equal paths merges too much: a field is dropped, or asked of a subgraph that cannot
 * give it. The same field planned alone comes out right, and the store puts the parts together. Whatever no plan brings is
 * told by name instead of being null without a word.
 */
export function planSoundly(document: DocumentNode, given: PlanningTools): SoundPlan {
  const tools = { ...given, effort: given.effort ?? { failingMs: 0 } };
  const operation = openFragments(document);
  const whole = attempt(document, tools);
  if (!operation) return { plan: whole ?? NO_PLAN, unplanned: NOTHING, lost: NOTHING };
  const missing = whole ? missingFrom(whole, operation, tools) : undefined;
  const full = whole && missing && fullPlan(whole, operation, missing, tools);
  if (full) return { plan: full, unplanned: NOTHING, lost: NOTHING };
  const concrete = planConcretely(operation, tools);
  if (concrete) return { plan: concrete, unplanned: NOTHING, lost: NOTHING };
  if (operation.operation === 'query') return planInParts(operation, tools, missing);
  const [root = operation, ...others] = rootFields(operation);
  return others.length > 0 ? planSerially([root, ...others], tools) : planInParts(root, tools, missing);
}

function planInParts(operation: OperationDefinitionNode, tools: Tools, missing?: ReadonlySet<FieldNode>): SoundPlan {
  const parts = new Parts(operation, tools);
  parts.plan(leavesOf(operation, tools), missing);
  if (operation.operation === 'mutation') parts.planBeginning();
  const plan: QueryPlan = { kind: 'QueryPlan', node: parts.together() };
  return { plan, operation, unplanned: parts.unplanned, lost: parts.lost };
}

/** What a mutation does comes one after the other: each with what is read from its answer, before the next. */
function planSerially(roots: readonly OperationDefinitionNode[], tools: Tools): SoundPlan {
  const sound = roots.map((root) => planSoundly(toDocument(root), tools));
  const nodes = sound.flatMap(({ plan: { node } }) => (node && node.kind !== 'Subscription' ? [node] : []));
  const [first] = roots as [OperationDefinitionNode];
  const selections = sound.flatMap(({ operation }) => operation?.selectionSet.selections ?? []);
  return {
    plan: { kind: 'QueryPlan', node: inSequence(nodes) },
    operation: { ...first, selectionSet: { kind: Kind.SELECTION_SET, selections } },
    unplanned: new Set(sound.flatMap(({ unplanned }) => [...unplanned])),
    lost: NOTHING,
  };
}

/** Undefined when the planner gives up. */
function attempt(document: DocumentNode, { plan, effort }: Tools): QueryPlan | undefined {
  const begin = performance.now();
  try {
    return plan(document);
  } catch {
    effort.failingMs += performance.now() - begin;
    return undefined;
  }
}

/** A plan for the same with its abstract conditions written out, if it brings everything. */
function planConcretely(operation: OperationDefinitionNode, tools: Tools): QueryPlan | undefined {
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
  readonly unplanned = new Set<FieldNode>();
  readonly lost = new Set<FieldNode>();
  readonly #plans: RootNode[] = [];
  readonly #operation: OperationDefinitionNode;
  readonly #tools: Tools;
  #attempts = 0;

  constructor(operation: OperationDefinitionNode, tools: Tools) {
    this.#operation = operation;
    this.#tools = tools;
  }

  plan(leaves: readonly FieldNode[], knownMissing?: ReadonlySet<FieldNode>): void {
    if (leaves.length === 0) return;
    const missing = knownMissing ?? this.#try(leaves);
    if (!missing) return;
    if (leaves.length === 1 || this.#isFailing || this.#attempts > MAX_ATTEMPTS) this.#giveUp(leaves);
    else for (const half of divide(leaves, missing)) this.plan(half);
  }

  /** A mutation whose answer nobody can give shall happen all the same. */
  planBeginning(): void {
    if (this.#plans.length > 0) return;
    const part = visit(this.#operation, {
      Field: (field) => (field.selectionSet ? { ...field, selectionSet: ONLY_TYPENAME } : false),
    });
    this.#take(attempt(toDocument(part), this.#tools));
  }

  /** A mutation must happen once and a stream opens once; what is read may be read in any number of parts. */
  together(): RootNode | undefined {
    const { rootType, owners } = this.#tools;
    if (this.#beginsOnce) return beginOnce(this.#plans, rootType, owners);
    const nodes = this.#plans.filter((node) => node.kind !== 'Subscription');
    return nodes.length > 0 ? inParallel(nodes) : undefined;
  }

  get #beginsOnce(): boolean {
    return this.#operation.operation !== 'query';
  }

  get #isFailing(): boolean {
    return this.#tools.effort.failingMs > MAX_FAILING_MS;
  }

  /** False where it cannot stand beside the others: what begins once begins at one place. */
  #take(plan: QueryPlan | undefined): boolean {
    if (!plan?.node) return plan !== undefined;
    if (this.#beginsOnce) {
      const subgraph = beginningOf(plan.node)?.call.serviceName;
      const known = this.#plans[0] && beginningOf(this.#plans[0])?.call.serviceName;
      if (subgraph === undefined || (known !== undefined && subgraph !== known)) return false;
    }
    this.#plans.push(plan.node);
    return true;
  }

  /** What is required is planned for itself first, then comes the call that reads it. */
  #inStages(leaf: FieldNode): boolean {
    const { owners, rootType, schema, stages = MAX_STAGES } = this.#tools;
    const part = onlyLeaves(this.#operation, new Set([leaf]));
    const field = requiringField(part, rootType, owners, schema);
    if (!field || stages === 0) return false;
    const first = planSoundly(toDocument(firstStage(part, field)), { ...this.#tools, stages: stages - 1 });
    if (first.unplanned.size > 0 || !first.plan.node) return false;
    const plan: QueryPlan = { kind: 'QueryPlan', node: followedBy(first.plan.node, secondStage(part, field)) };
    return missingFrom(plan, part, this.#tools).size === 0 && this.#take(plan);
  }

  #byItself(leaf: FieldNode): boolean {
    const plan = planConcretely(onlyLeaves(this.#operation, new Set([leaf])), this.#tools);
    return (plan !== undefined && this.#take(plan)) || this.#inStages(leaf);
  }

  #giveUp(leaves: readonly FieldNode[]): void {
    const [leaf] = leaves;
    if (leaf && leaves.length === 1 && this.#byItself(leaf)) return;
    for (const each of leaves.filter(({ name }) => name.value !== '__typename')) this.unplanned.add(each);
    for (const each of leaves) if (!this.#isFailing && !this.#planAnyway(each)) this.#lose(each);
  }

  /** A mutation or a stream is not refused for what only belongs to its answer. */
  #lose(leaf: FieldNode): void {
    if (this.#operation.operation === 'query' && this.unplanned.has(leaf)) this.lost.add(leaf);
    this.#planObject(leaf);
  }

  /**
   * The planner's word against ours: perhaps the supergraph is not as it should be. Whoever is asked may still refuse; but
   * nobody shall refuse a mutation or a stream for what only belongs to its answer.
   */
  #planAnyway(leaf: FieldNode): boolean {
    const { rootType, owners } = this.#tools;
    const plan = attempt(toDocument(onlyLeaves(this.#operation, new Set([leaf]))), this.#tools);
    if (!plan?.node || tracePlan(plan, rootType, owners).isSound) return false;
    const node = this.#beginsOnce ? beginningOf(plan.node)?.call : undefined;
    if (this.#beginsOnce && !tracePlan({ kind: 'QueryPlan', node }, rootType, owners).isSound) return false;
    return this.#take(plan);
  }

  /** Where a leaf cannot be had, the object around it may be; and only if its type has the leaf is anything lost. */
  #planObject(leaf: FieldNode): void {
    const part = visit(onlyLeaves(this.#operation, new Set([leaf])), {
      Field: (field) => (field === leaf ? TYPENAME : undefined),
    });
    const plan = attempt(toDocument(part), this.#tools);
    if (!plan?.node) return;
    const { root, isSound } = tracePlan(plan, this.#tools.rootType, this.#tools.owners);
    if (isSound && mayStand(part.selectionSet, [root])) this.#take(plan);
  }

  /** Undefined: planned. Otherwise the leaves that stand in the way. */
  #try(leaves: readonly FieldNode[]): ReadonlySet<FieldNode> | undefined {
    this.#attempts++;
    const part = onlyLeaves(this.#operation, new Set(leaves));
    const plan = attempt(toDocument(part), this.#tools);
    const missing = plan && missingFrom(plan, part, this.#tools);
    if (!plan || !missing) return new Set(leaves);
    const full = fullPlan(plan, part, missing, this.#tools);
    if (!full) return missing;
    return this.#take(full) ? undefined : new Set(leaves);
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
