import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import { buildSubgraph, type SubgraphDefinition } from '../../platform/subgraph/index.ts';
import { checkSubgraphSchema, ownedTypes, rightsHints } from './check-schema.ts';

export interface Composed {
  /** File below `schema/` -> content. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Prints every subgraph, composes them, and checks the rules of the house. */
export async function composeHub(definitions: readonly SubgraphDefinition[]): Promise<Composed> {
  const subgraphs = definitions.map((definition) => {
    const { sdl } = buildSubgraph(definition as SubgraphDefinition<never>);
    return { name: definition.name, sdl, typeDefs: parse(sdl) };
  });
  const problems = subgraphs.flatMap(({ name, typeDefs }) => checkSubgraphSchema(name, typeDefs, ownedTypes(typeDefs)));
  const result = composeServices(
    // Addresses come from the configuration: the supergraph says only who owns what.
    subgraphs.map(({ name, typeDefs }) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs })),
  );
  if (result.errors) return { files: new Map(), problems: result.errors.map((error) => error.message) };
  const api = Supergraph.build(result.supergraphSdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
  const files = new Map([
    ...subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, sdl] as const),
    ['supergraph.graphql', `${result.supergraphSdl.trim()}\n`] as const,
    ['api.graphql', `${printSchema(api)}\n`] as const,
  ]);
  return { files, problems: [...problems, ...rightsHints(result.hints)] };
}
