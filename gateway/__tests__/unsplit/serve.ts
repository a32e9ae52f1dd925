import {
  buildASTSchema,
  type DocumentNode,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  parse,
} from 'graphql';
import type { Transport } from '../../transports/transport.ts';
import { type AbstractType, type Field, type Graph, type Key, type ObjectType } from './graph.ts';
import { printSubgraph, printWhole } from './print-graph.ts';
import { below, givenValue, keyFieldsOf, readWhole, requiredText, type Source, wholeValue } from './values.ts';

type Arguments = { readonly times?: number };

const toSchema = (sdl: string): GraphQLSchema =>
  buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });

export const wholeSchema = (graph: Graph): GraphQLSchema => toSchema(printWhole(graph));

/** Answers an operation from the graph in one piece. */
export async function askWhole(
  graph: Graph,
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
) {
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    rootValue: { __typename: 'Query', id: 'root' },
    fieldResolver: (source: Source, args: Arguments, _context, { fieldName, parentType }) => {
      const field = fieldOf(graph, parentType.name, fieldName);
      if (!field) return keyField(source, fieldName);
      return wholeValue(graph, source, field, args.times ?? 2);
    },
    typeResolver: ({ __typename }: Source) => __typename,
  });
  return JSON.parse(JSON.stringify(result)) as { data?: unknown; errors?: unknown };
}

const keyField = (source: Source, name: string): unknown =>
  name in source && name !== 'id' ? source[name as keyof Source] : keyFieldsOf(source.id)[name];

function fieldOf(graph: Graph, type: string, name: string): Field | undefined {
  const owner: { readonly fields: readonly object[] } | undefined =
    type === 'Query'
      ? { fields: graph.roots }
      : type === 'Mutation'
        ? { fields: graph.mutations }
        : (graph.objects.get(type) ?? graph.abstracts.get(type));
  return (owner?.fields as Field[] | undefined)?.find((field) => field.name === name);
}

/** A subgraph that refuses whatever it should never be asked. */
export function serveSubgraph(graph: Graph, name: string, calls: string[]): Transport {
  const schema = toSchema(withEntities(graph, name));
  const part = new Part(graph, name);
  return {
    name,
    async execute({ document, variables }) {
      calls.push(`${name}: ${document} ${JSON.stringify(variables)}`);
      const result = await execute({
        schema,
        document: parse(document),
        variableValues: { ...variables },
        rootValue: { __typename: 'Query', id: 'root' },
        fieldResolver: (source, args, _context, info) => part.resolve(source, args, info),
        typeResolver: ({ __typename }: Source) => __typename,
      });
      return JSON.parse(JSON.stringify(result));
    },
    subscribe: () => {
      throw new Error('nothing to subscribe to');
    },
  };
}

function withEntities(graph: Graph, subgraph: string): string {
  const entities = [...graph.objects.values()]
    .filter((type) => type.homes.get(subgraph)?.length)
    .map(({ name }) => name);
  for (const type of graph.abstracts.values()) if (type.objectIn.has(subgraph)) entities.push(type.name);
  const sdl = printSubgraph(graph, subgraph);
  if (entities.length === 0) return sdl;
  const opening = sdl.includes('type Query {') ? 'extend type Query' : 'type Query';
  return `${sdl}\nscalar _Any\nunion _Entity = ${entities.join(' | ')}\n${opening} { _entities(representations: [_Any!]!): [_Entity]! }`;
}

class Part {
  readonly #graph: Graph;
  readonly #name: string;

  constructor(graph: Graph, name: string) {
    this.#graph = graph;
    this.#name = name;
  }

  resolve(
    source: Source,
    args: Arguments & { representations?: Record<string, unknown>[] },
    { fieldName, parentType }: GraphQLResolveInfo,
  ): unknown {
    if (fieldName === '_entities') return args.representations?.map((one) => this.#entity(one));
    const field = fieldOf(this.#graph, parentType.name, fieldName);
    if (!field) return keyField(source, fieldName);
    const { homes, overridden, requires, provides } = field;
    const isValue = this.#graph.objects.get(parentType.name)?.isEntity === false;
    if (requires && homes.includes(this.#name)) return this.#required(source, field);
    if (isValue || homes.includes(this.#name) || (overridden?.from === this.#name && overridden.label))
      return this.#given(givenValue(this.#graph, source, field, args.times ?? 2), provides);
    if (source.provided?.includes(fieldName)) return givenValue(this.#graph, source, field, args.times ?? 2);
    throw new Error(`${this.#name} was asked for ${parentType.name}.${fieldName}, which it does not own`);
  }

  /** Objects as this subgraph knows them: an interface object has the interface's name. */
  #given(value: unknown, provided: readonly string[] | undefined): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#given(item, provided));
    if (typeof value !== 'object' || value === null) return value;
    const { __typename, id } = value as Source;
    return { __typename: this.#objectName(__typename), id, provided };
  }

  #objectName(typename: string): string {
    const faces = this.#graph.objects.get(typename)?.interfaces ?? [];
    return faces.find((face) => this.#graph.abstracts.get(face)?.objectIn.has(this.#name)) ?? typename;
  }

  /** From the representation; or from what the field above gave along, then the subgraph has it at hand. */
  #required(source: Source, { name, requires = [] }: Field): string {
    const { representation, provided = [] } = source;
    if (!representation && requires.every(({ field }) => provided.includes(field)))
      return requiredText(requires, (one) => readWhole(this.#graph, source, one));
    if (!representation) throw new Error(`${this.#name} was asked for ${name} without a representation`);
    const read = (object: object, one: { readonly field: string }): unknown => {
      if (!Object.hasOwn(object, one.field)) throw new Error(`${name} needs ${one.field}`);
      return below((object as Record<string, unknown>)[one.field], one, read);
    };
    return requiredText(requires, (one) => read(representation, one));
  }

  #entity(representation: Record<string, unknown>): Source {
    const typename = String(representation.__typename);
    const abstract = this.#graph.abstracts.get(typename);
    if (abstract) return this.#keyed(abstract, representation);
    const keys = (this.#graph.objects.get(typename) as ObjectType).homes.get(this.#name) as Key[];
    const id = keys.map((key) => idBehind(key, typename, representation)).find((found) => found !== undefined);
    if (id === undefined) throw new Error(`${this.#name} got no key of ${typename}: ${JSON.stringify(representation)}`);
    return { __typename: typename, id, representation };
  }

  #keyed(type: AbstractType, representation: Record<string, unknown>): Source {
    const id = String(representation.id);
    return { __typename: type.objectIn.has(this.#name) ? type.name : (id.split('-')[0] as string), id, representation };
  }
}

/** Undefined when the representation does not hold this key whole. */
function idBehind(
  key: Key,
  type: string,
  { id, code, number, room, marks }: Record<string, unknown>,
): string | undefined {
  if (key === 'id') return id as string | undefined;
  if (key === 'code') return (code as string | undefined)?.slice('code of '.length);
  if (key === 'marks { hall floor }') return (marks as { hall: string }[] | undefined)?.[0]?.hall;
  const { hall, floor } = (room ?? {}) as { hall?: string; floor?: number };
  return number !== undefined && hall === `${type}-${number}` && floor === 0 ? hall : undefined;
}
