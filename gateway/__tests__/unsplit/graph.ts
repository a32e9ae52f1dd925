/** A field set of `@requires`: fields, arguments, and below a field one set for each type condition (`''`: none). */
export interface Required {
  readonly field: string;
  readonly times?: number;
  readonly below?: ReadonlyMap<string, readonly Required[]>;
}

export interface Field {
  readonly name: string;
  readonly type: string;
  /** `T` stands for the type: `T`, `T!`, `[T!]`, ... */
  readonly wrapping: string;
  /** Has an argument `times: Int! = 2`. */
  readonly hasTimes?: boolean;
  /** Subgraphs that answer it. */
  readonly homes: readonly string[];
  /** A subgraph that still defines it although its home took it over. */
  readonly overridden?: { readonly from: string; readonly label?: string };
  readonly requires?: readonly Required[];
  /** Fields of the entity behind it that its home gives along. */
  readonly provides?: readonly string[];
  /** Another subgraph gives it along, so it must be shareable. */
  readonly isProvided?: boolean;
  /** Clients do not see it; what reads it by `@requires` does. */
  readonly isHidden?: boolean;
  /** The keyed interface whose interface object adds it. */
  readonly via?: string;
}

export interface ObjectType {
  readonly name: string;
  readonly isEntity: boolean;
  readonly interfaces: string[];
  readonly fields: Field[];
  /** Subgraph -> the keys it declares; none for a value type. */
  readonly homes: Map<string, readonly string[]>;
  /** Subgraphs that only point to it, by a key they do not resolve. */
  readonly stubs: Set<string>;
}

export interface AbstractType {
  readonly name: string;
  readonly members: string[];
  /** Subgraphs that declare it. */
  readonly homes: Set<string>;
  /** Empty for a union; `id` aside. */
  readonly fields: { readonly name: string; readonly type: string; readonly wrapping: string }[];
  readonly isUnion: boolean;
  /** A keyed interface: the subgraph that knows all its members, and those that see it as an object. */
  readonly keyedIn?: string;
  readonly objectIn: Set<string>;
}

/** A graph (Graph) as a whole and how it is divided. Everything else - schemas, subgraphs, answers - follows from it. */
export interface Graph {
  readonly seed: number;
  readonly subgraphs: readonly string[];
  readonly objects: Map<string, ObjectType>;
  readonly abstracts: Map<string, AbstractType>;
  readonly roots: Field[];
  readonly mutations: Field[];
  /** `subgraph:Type.field` that a subgraph names without answering it. */
  readonly externals: Set<string>;
}

export const KEYS = {
  id: 'id: ID!',
  code: 'code: String!',
  'number room { hall floor }': 'number: Int!  room: Room!',
  'marks { hall floor }': 'marks: [Room!]!',
} as const;
export type Key = keyof typeof KEYS;

export const LEAVES = ['String', 'Int', 'Boolean', 'Color'] as const;
export const isLeaf = (type: string): boolean => (LEAVES as readonly string[]).includes(type);

export const isKnownIn = (type: ObjectType, subgraph: string): boolean =>
  type.homes.has(subgraph) || type.stubs.has(subgraph);

/** The object types that an abstract type may be in one subgraph. */
export const membersIn = (graph: Graph, type: AbstractType, subgraph: string): string[] =>
  type.objectIn.has(subgraph)
    ? type.members
    : type.members.filter((name) => isKnownIn(graph.objects.get(name) as ObjectType, subgraph));

/** Whether a subgraph can answer a field of an object type without asking around. */
export const answers = (field: Field, subgraph: string): boolean => field.homes.includes(subgraph) && !field.requires;
