import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';
import type { Owners, Ownership } from './owners.ts';
import { fieldsOf } from './selections.ts';
import { TracedPlace } from './traced-place.ts';

/** What a plan brings when everything goes well, and whether it asks a subgraph for what that one cannot give. */
export interface Trace {
  readonly root: TracedPlace;
  readonly isSound: boolean;
}

/** Follows a plan without running it: types instead of values. */
export function tracePlan({ node }: QueryPlan, rootType: string, owners: Owners): Trace {
  const tracer = new Tracer(owners, rootType);
  if (node?.kind === 'Subscription') {
    tracer.fetch(node.primary, []);
    if (node.rest) tracer.run(node.rest);
  } else if (node) tracer.run(node);
  return { root: tracer.root, isSound: tracer.isSound };
}

/** What a fetch delivers into: one type at one place. */
interface Target {
  readonly place: TracedPlace;
  readonly type: string;
}

/** Where a selection stands in a subgraph's document. */
interface Standing {
  readonly subgraph: string;
  /** The static type. */
  readonly parent: string;
  readonly provided: readonly SelectionSetNode[];
  readonly renamed: ReadonlyMap<string, string>;
  /** Only for the fields of an entity: what its representation holds. */
  readonly inputs?: ReadonlySet<string>;
}

class Tracer {
  readonly root = new TracedPlace();
  isSound = true;
  readonly #owners: Owners;

  constructor(owners: Owners, rootType: string) {
    this.#owners = owners;
    this.root.possible.add(rootType);
  }

  run(node: PlanNode): void {
    if (node.kind === 'Sequence' || node.kind === 'Parallel') for (const child of node.nodes) this.run(child);
    else if (node.kind === 'Fetch') this.fetch(node, []);
    else if (node.kind === 'Flatten' && node.node.kind === 'Fetch') this.fetch(node.node, node.path.map(String));
  }

  fetch(node: FetchNode, path: readonly string[]): void {
    const targets = this.#placesAt(path).flatMap((place) => [...place.possible].map((type) => ({ place, type })));
    const operation = parse(node.operation, { noLocation: true }).definitions[0] as OperationDefinitionNode;
    const renamed = new Map(
      (node.outputRewrites ?? []).flatMap((rewrite) =>
        rewrite.kind === 'KeyRenamer' ? [[String(rewrite.path.at(-1)), rewrite.renameKeyTo] as const] : [],
      ),
    );
    const standing = { subgraph: node.serviceName, provided: [], renamed };
    for (const target of targets) {
      if (!node.requires) this.#deliver(operation.selectionSet, target, { ...standing, parent: target.type });
      else this.#deliverEntity(node.requires, operation, target, standing);
    }
  }

  #placesAt(path: readonly string[]): TracedPlace[] {
    return path
      .filter((key) => key !== '@')
      .reduce<TracedPlace[]>((places, key) => places.flatMap((place) => place.all(key)), [this.root]);
  }

  #deliverEntity(
    requires: readonly QueryPlanSelectionNode[],
    { selectionSet }: OperationDefinitionNode,
    target: Target,
    standing: Omit<Standing, 'parent'>,
  ): void {
    const own = this.#matching(requires, target.type);
    // An object that lacks something of its representation is not asked about.
    if (own.length === 0 || !this.#isThere(own, target)) return;
    const entities = selectionSet.selections[0] as FieldNode;
    const inputs = new Set(pathsOf(own));
    if (entities.selectionSet)
      this.#deliver(entities.selectionSet, target, { ...standing, parent: target.type, inputs });
  }

  /** The selections that hold for one type, fragments opened. */
  #matching(selections: readonly QueryPlanSelectionNode[], type: string): QueryPlanSelectionNode[] {
    return selections.flatMap((selection) => {
      if (selection.kind === 'Field') return [selection];
      const { typeCondition, selections: inner } = selection;
      const applies = typeCondition === undefined || this.#owners.possible(typeCondition).has(type);
      return applies ? this.#matching(inner, type) : [];
    });
  }

  #isThere(selections: readonly QueryPlanSelectionNode[], { place, type }: Target): boolean {
    return selections.every((selection) => {
      if (selection.kind !== 'Field' || selection.name === '__typename') return true;
      const below = place.get(selection.name, type);
      if (!below) return false;
      const inner = selection.selections ?? [];
      return [...below.possible].every((each) =>
        this.#isThere(this.#matching(inner, each), { place: below, type: each }),
      );
    });
  }

  #deliver(set: SelectionSetNode, target: Target, standing: Standing): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) this.#deliverField(selection, target, standing);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const applies = condition === undefined || this.#owners.possible(condition).has(target.type);
        if (applies)
          this.#deliver(selection.selectionSet, target, { ...standing, parent: condition ?? standing.parent });
      }
    }
  }

  #deliverField(field: FieldNode, { place, type }: Target, standing: Standing): void {
    const name = field.name.value;
    const { subgraph, parent, renamed } = standing;
    if (name === '__typename' && !this.#owners.isObjectIn(subgraph, parent)) place.name(type);
    if (name.startsWith('__')) return;
    const owner = this.#owners.isObjectIn(subgraph, parent) ? parent : type;
    const ownership = this.#owners.of(subgraph, owner, name);
    if (!ownership || !this.#mayGive(name, ownership, standing)) {
      this.isSound = false;
      return;
    }
    const key = field.alias?.value ?? name;
    const below = place.bring(renamed.get(key) ?? key, type);
    if (!field.selectionSet) return;
    for (const possible of this.#owners.possibleIn(subgraph, ownership.type)) {
      below.mayBe(possible, !this.#owners.isObjectIn(subgraph, ownership.type));
      const provided = [...standing.provided.flatMap((set) => setsBelow(set, name)), ...listed(ownership.provides)];
      const next = { subgraph, parent: ownership.type, provided, renamed };
      this.#deliver(field.selectionSet, { place: below, type: possible }, next);
    }
  }

  /** A `@requires` is met by the representation, or by what the field above gives along. */
  #mayGive(name: string, { isExternal, requires }: Ownership, { provided, inputs }: Standing): boolean {
    const given = new Set(provided.flatMap((set) => setPaths(set)));
    if (isExternal && !given.has(`/${name}`)) return false;
    return !requires || setPaths(requires).every((path) => inputs?.has(path) || given.has(path));
  }
}

const listed = <Item>(item: Item | undefined): Item[] => (item === undefined ? [] : [item]);

const setsBelow = (set: SelectionSetNode, name: string): SelectionSetNode[] =>
  fieldsOf(set).flatMap((field) => (field.name.value === name && field.selectionSet ? [field.selectionSet] : []));

const setPaths = (set: SelectionSetNode, path = ''): string[] =>
  fieldsOf(set).flatMap(({ name, selectionSet }) => {
    const own = `${path}/${name.value}`;
    return [own, ...(selectionSet ? setPaths(selectionSet, own) : [])];
  });

const pathsOf = (selections: readonly QueryPlanSelectionNode[], path = ''): string[] =>
  selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') return pathsOf(selection.selections, path);
    const own = `${path}/${selection.name}`;
    return [own, ...pathsOf(selection.selections ?? [], own)];
  });
