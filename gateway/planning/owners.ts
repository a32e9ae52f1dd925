import { type DocumentNode, Kind, print, type SelectionSetNode } from 'graphql';
import { applications, type FieldedType, fieldedTypes, parseFieldSet } from './supergraph-document.ts';

/** What one subgraph has to do with one field. */
export interface Ownership {
  /** Name of the type it gives there. */
  readonly type: string;
  /** The same with its lists and exclamation marks. */
  readonly shape: string;
  readonly isExternal: boolean;
  readonly requires?: SelectionSetNode;
  readonly provides?: SelectionSetNode;
}

interface FieldFacts {
  readonly shape: string;
  readonly joins: readonly Record<string, unknown>[];
}

interface TypeFacts {
  readonly graphs: ReadonlySet<string>;
  readonly objectIn: ReadonlySet<string>;
  /** Top fields of each key that leads there, by graph. */
  readonly keys: readonly { readonly graph: string; readonly set: SelectionSetNode }[];
  readonly interfaces: readonly string[];
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

/** Owners (Zuständigkeit in der Föderation): which subgraph answers which field, as the supergraph's joins say. */
export class Owners {
  readonly #types = new Map<string, TypeFacts>();
  readonly #graphs = new Map<string, string>();
  /** `graph type` -> what an abstract type may be there. */
  readonly #members = new Map<string, Set<string>>();
  readonly #everywhere = new Map<string, Set<string>>();

  constructor(supergraph: DocumentNode) {
    for (const type of fieldedTypes(supergraph)) this.#addType(type);
    for (const node of supergraph.definitions) {
      if (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph')
        for (const value of node.values ?? [])
          this.#graphs.set(String(applications(value, 'join__graph')[0]?.name), value.name.value);
      if (node.kind !== Kind.UNION_TYPE_DEFINITION) continue;
      for (const { graph, member } of applications(node, 'join__unionMember'))
        this.#addMember(String(graph), node.name.value, String(member));
    }
  }

  /** Concrete types that something of this type may be in a subgraph; an interface object may be any implementation. */
  possibleIn(subgraph: string, type: string): ReadonlySet<string> {
    const graph = this.#graphs.get(subgraph) ?? '';
    if (this.#types.get(type)?.objectIn.has(graph)) return this.possible(type);
    return this.#members.get(`${graph} ${type}`) ?? new Set(this.#isObject(type) ? [type] : []);
  }

  /** The same over all subgraphs. */
  possible(type: string): ReadonlySet<string> {
    return this.#everywhere.get(type) ?? new Set([type]);
  }

  /** Undefined: this subgraph does not know the field. */
  of(subgraph: string, type: string, field: string): Ownership | undefined {
    const graph = this.#graphs.get(subgraph) ?? '';
    const facts = this.#types.get(type);
    const known = facts?.fields.get(field);
    if (!facts || !known) return undefined;
    if (known.joins.length === 0) return facts.graphs.has(graph) ? toOwnership({}, known) : undefined;
    const join = known.joins.find((each) => each.graph === graph);
    return join && toOwnership(join, known);
  }

  /** The keys by which a subgraph resolves this type, or the interface object that stands for it there. */
  keysIn(subgraph: string, type: string): (readonly string[])[] {
    const graph = this.#graphs.get(subgraph);
    const facts = this.#types.get(type);
    const faces = (facts?.interfaces ?? []).filter((face) => this.isObjectIn(subgraph, face));
    return [type, ...faces].flatMap((name) =>
      (this.#types.get(name)?.keys ?? []).filter((key) => key.graph === graph).map(({ set }) => namesIn(set)),
    );
  }

  /** The subgraph that computes a field by `@requires`, a key by which it can be asked, and the interface object. */
  requiringHome(type: string, field: string) {
    for (const name of [type, ...(this.#types.get(type)?.interfaces ?? [])]) {
      const facts = this.#types.get(name);
      const joins = facts?.fields.get(field)?.joins ?? [];
      for (const [subgraph, graph] of this.#graphs) {
        const isInterfaceObject = facts?.objectIn.has(graph) ?? false;
        if (!isInterfaceObject && !this.#isObject(name)) continue;
        const join = joins.find((each) => each.graph === graph && typeof each.requires === 'string');
        const key = facts?.keys.find((each) => each.graph === graph);
        if (!join || !key) continue;
        const requires = parseFieldSet(String(join.requires));
        return { subgraph, requires, key: key.set, ...(isInterfaceObject && { standsAs: name }) };
      }
    }
    return undefined;
  }

  isAbstract = (type: string): boolean => this.#everywhere.has(type);

  isObjectIn(subgraph: string, type: string): boolean {
    return this.#types.get(type)?.objectIn.has(this.#graphs.get(subgraph) ?? '') ?? false;
  }

  #isObject(type: string): boolean {
    return this.#types.has(type) && !this.#everywhere.has(type);
  }

  #addType(type: FieldedType): void {
    const name = type.name.value;
    const joins = applications(type, 'join__type');
    const fields = (type.fields ?? []).map(
      (field) => [field.name.value, { shape: print(field.type), joins: applications(field, 'join__field') }] as const,
    );
    this.#types.set(name, {
      graphs: new Set(joins.map(({ graph }) => String(graph))),
      objectIn: new Set(joins.filter((join) => join.isInterfaceObject === true).map(({ graph }) => String(graph))),
      keys: joins
        .filter(leadsThere)
        .map(({ graph, key }) => ({ graph: String(graph), set: parseFieldSet(String(key)) })),
      interfaces: (type.interfaces ?? []).map((face) => face.name.value),
      fields: new Map(fields),
    });
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION)
      this.#everywhere.set(name, this.#everywhere.get(name) ?? new Set());
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return;
    for (const { graph, interface: face } of applications(type, 'join__implements'))
      this.#addMember(String(graph), String(face), name);
  }

  #addMember(graph: string, abstract: string, member: string): void {
    for (const [map, key] of [
      [this.#members, `${graph} ${abstract}`],
      [this.#everywhere, abstract],
    ] as const)
      map.set(key, (map.get(key) ?? new Set()).add(member));
  }
}

const leadsThere = ({ key, resolvable }: Record<string, unknown>): boolean =>
  typeof key === 'string' && resolvable !== false;

const namesIn = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));

function toOwnership(join: Record<string, unknown>, facts: FieldFacts): Ownership {
  const { requires, provides, external, usedOverridden, overrideLabel } = join;
  const shape = typeof join.type === 'string' ? join.type : facts.shape;
  return {
    type: shape.replace(/[[\]!]/g, ''),
    shape,
    isExternal: external === true || (usedOverridden === true && overrideLabel === undefined),
    ...(typeof requires === 'string' && { requires: parseFieldSet(requires) }),
    ...(typeof provides === 'string' && { provides: parseFieldSet(provides) }),
  };
}
