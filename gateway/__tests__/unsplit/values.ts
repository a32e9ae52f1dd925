import {
  type AbstractType,
  type Field,
  type Graph,
  isLeaf,
  membersIn,
  type ObjectType,
  type Required,
} from './graph.ts';

/** An object of the graph: its type and what tells it from others. A subgraph's own also knows how it was reached. */
export interface Source {
  readonly __typename: string;
  readonly id: string;
  readonly representation?: Readonly<Record<string, unknown>>;
  readonly provided?: readonly string[];
}

const ENTITIES = 3;
const COLORS = ['RED', 'GREEN', 'BLUE'];

/** The value of a field, the same in the whole graph and in each part of it: it follows from names alone. */
export function givenValue(
  graph: Graph,
  source: Pick<Source, '__typename' | 'id'>,
  field: Field,
  times: number,
): unknown {
  const owner = field.via ?? source.__typename;
  return wrapped(graph, field, field.wrapping, `${graph.seed}|${owner}|${source.id}|${field.name}|${times}`);
}

function wrapped(graph: Graph, field: Field, wrapping: string, key: string): unknown {
  if (wrapping.endsWith('!')) return present(graph, field, wrapping.slice(0, -1), key);
  return hash(`${key}|null`) % 5 === 0 ? null : present(graph, field, wrapping, key);
}

function present(graph: Graph, field: Field, wrapping: string, key: string): unknown {
  if (!wrapping.startsWith('[')) return isLeaf(field.type) ? leaf(field.type, hash(key)) : object(graph, field, key);
  const length = hash(`${key}|length`) % 4;
  return Array.from({ length }, (_, i) => wrapped(graph, field, wrapping.slice(1, -1), `${key}|${i}`));
}

function leaf(type: string, number: number): unknown {
  if (type === 'Int') return number % 4 === 0 ? 0 : number % 1000;
  if (type === 'Boolean') return number % 2 === 0;
  if (type === 'Color') return COLORS[number % COLORS.length];
  return number % 4 === 0 ? '' : `text ${number % 1000}`;
}

function object(graph: Graph, field: Field, key: string): Source {
  const abstract = graph.abstracts.get(field.type);
  const names = abstract ? membersOf(graph, abstract, field) : [field.type];
  const name = names[hash(`${key}|type`) % names.length] as string;
  const isEntity = graph.objects.get(name)?.isEntity;
  return { __typename: name, id: isEntity ? `${name}-${hash(key) % ENTITIES}` : key };
}

/** An abstract field gives what its home knows. */
const membersOf = (graph: Graph, type: AbstractType, { homes }: Field): string[] =>
  membersIn(graph, type, homes[0] as string);

/** The key fields of an entity, and the way back from them. */
export const keyFieldsOf = (id: string): Record<string, unknown> => ({
  id,
  code: `code of ${id}`,
  number: Number(id.split('-')[1]),
  room: { hall: id, floor: 0 },
  marks: [
    { hall: id, floor: 0 },
    { hall: 'all', floor: 1 },
  ],
});

/** What a `@requires` reads, as one text: in the whole graph from the values, in a subgraph from its representation. */
export const requiredText = (set: readonly Required[], read: (required: Required) => unknown): string =>
  JSON.stringify(set.map((required) => [required.field, read(required) ?? null]));

/** Reads a required field of the whole graph. */
export function readWhole(graph: Graph, source: Source, required: Required): unknown {
  const type = graph.objects.get(source.__typename) as ObjectType;
  const field = type.fields.find(({ name }) => name === required.field) as Field;
  return below(wholeValue(graph, source, field, required.times ?? 2), required, (it, one) =>
    readWhole(graph, it as Source, one),
  );
}

export function wholeValue(graph: Graph, source: Source, field: Field, times: number): unknown {
  const { requires } = field;
  return requires
    ? requiredText(requires, (one) => readWhole(graph, source, one))
    : givenValue(graph, source, field, times);
}

type Found = { readonly __typename?: string };

/** Follows a required field into what lies below it, by type where the set says so. */
export function below(
  value: unknown,
  { below: sets }: Required,
  read: (object: Found, required: Required) => unknown,
): unknown {
  if (!sets || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => below(item, { field: '', below: sets }, read));
  const found = value as Found;
  const set = sets.get('') ?? sets.get(String(found.__typename)) ?? [];
  return set.map((one) => [one.field, read(found, one) ?? null]);
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 2246822507);
  return (value ^ (value >>> 13)) >>> 0;
}
