import { type DocumentNode, Kind } from 'graphql';
import { directiveArguments } from '../planning/supergraph-document.ts';

const RIGHTS = ['authenticated', 'requiresScopes', 'policy', 'trustLevel', 'consent', 'personal'];

/**
 * What the directives for rights are called in a supergraph: name -> meaning. A `@link` may give a directive another name,
 * and a right must not get lost by that.
 */
export function rightsDirectives(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map(RIGHTS.map((name) => [name, name]));
  for (const link of schemaLinks(supergraph)) {
    const feature = /\/([^/]+)\/v\d+\.\d+$/.exec(String(link.url))?.[1];
    if (feature && RIGHTS.includes(feature) && typeof link.as === 'string') names.set(link.as, feature);
    for (const { name, as } of importsOf(link.import))
      if (RIGHTS.includes(name) && as !== undefined) names.set(as, name);
  }
  return names;
}

const schemaLinks = (supergraph: DocumentNode): Record<string, unknown>[] =>
  supergraph.definitions
    .flatMap((node) =>
      node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? (node.directives ?? []) : [],
    )
    .filter(({ name }) => name.value === 'link')
    .map(directiveArguments);

const bare = (name: unknown): string => String(name).replace(/^@/, '');

/** `import: ["@policy", { name: "@authenticated", as: "@signedIn" }]`. */
function importsOf(imports: unknown): { readonly name: string; readonly as?: string }[] {
  if (!Array.isArray(imports)) return [];
  return imports.map((each: { name?: unknown; as?: unknown } | string) =>
    typeof each === 'object' && each !== null && 'as' in each && each.as !== undefined
      ? { name: bare(each.name), as: bare(each.as) }
      : { name: bare(each) },
  );
}
