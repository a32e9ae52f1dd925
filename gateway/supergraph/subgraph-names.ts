import { type ConstDirectiveNode, Kind, parse } from 'graphql';

/** A subgraph as the supergraph names it; the address is often empty. */
export interface NamedSubgraph {
  readonly name: string;
  readonly url: string;
}

/** The subgraphs of a supergraph: `enum join__Graph { A @join__graph(name: "a", url: "...") }`. None: it is no supergraph. */
export function readSubgraphs(supergraphSdl: string): NamedSubgraph[] {
  return parse(supergraphSdl, { noLocation: true })
    .definitions.flatMap((definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
        ? (definition.values ?? [])
        : [],
    )
    .map(({ name, directives }) => {
      const written = readArguments(directives?.find((directive) => directive.name.value === 'join__graph'));
      return { name: written.get('name') ?? name.value, url: written.get('url') ?? '' };
    });
}

const readArguments = (directive: ConstDirectiveNode | undefined): Map<string, string> =>
  new Map(
    (directive?.arguments ?? []).map(({ name, value }) => [name.value, value.kind === Kind.STRING ? value.value : '']),
  );
