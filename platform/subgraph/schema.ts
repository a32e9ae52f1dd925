import { buildSubgraphSchema } from '@apollo/subgraph';
import { createPubSub } from '@graphql-yoga/subscription';
import { defaultFieldResolver, type GraphQLObjectType, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { buildSchemaSync, createResolversMap } from 'type-graphql';
import { checkNeeds, checkOwner, NEEDS } from '../rights/index.ts';
import type { Needs } from '../rights/needs.ts';
import type { RequestContext } from './context.ts';
import type { ReferenceResolver, SubgraphDefinition } from './definition.ts';
import { printSubgraph, RIGHTS_DIRECTIVES } from './directives.ts';
import { declareListSizes } from './list-sizes.ts';
import { DateScalar, DateTimeScalar, JSONScalar } from './scalars.ts';

export interface BuiltSchema {
  /** Executable, with `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

/** Builds the executable schema of a subgraph. Every field that states a need is wrapped here and nowhere else. */
export function buildSubgraph(definition: SubgraphDefinition<never>): BuiltSchema {
  const plain = buildSchemaSync({
    resolvers: definition.resolvers,
    orphanedTypes: [...definition.types] as never,
    directives: RIGHTS_DIRECTIVES,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: false,
    // type-graphql asks for a PubSub as soon as there is a subscription; ours follow the log instead.
    pubSub: createPubSub(),
  });
  enforceNeeds(plain);
  declareListSizes(plain);
  const sdl = printSubgraph(plain);
  const resolvers: Record<string, object> = { ...createResolversMap(plain), ...scalarResolvers };
  for (const [type, resolve] of Object.entries(definition.references))
    resolvers[type] = { ...resolvers[type], __resolveReference: withoutSyncThrow(resolve) };
  return { schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]), sdl };
}

/** What a reference resolver throws at once would take every other entity of the call along; a rejection is its own alone. */
const withoutSyncThrow =
  (resolve: ReferenceResolver): ReferenceResolver =>
  async (reference, context) =>
    resolve(reference, context);

const scalarResolvers = { DateTime: DateTimeScalar, Date: DateScalar, JSON: JSONScalar };

function enforceNeeds(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) if (isObjectType(type)) enforceOn(type);
}

/** The wrapper: checks before the resolver runs, on root fields and entity fields alike, so that `_entities` is no side door. */
function enforceOn(type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    const needs = field.extensions[NEEDS] as Needs | undefined;
    if (!needs) continue;
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context: RequestContext, info) => {
      checkNeeds(needs, context.principal);
      if (type.name === 'Citizen') checkOwner(source.id, needs, context.principal);
      return resolve(source, args, context, info);
    };
    const { subscribe } = field;
    if (subscribe)
      field.subscribe = (source, args, context: RequestContext, info) => {
        checkNeeds(needs, context.principal);
        return subscribe(source, args, context, info);
      };
  }
}
