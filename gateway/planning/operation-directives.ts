import {
  type ConstDirectiveNode,
  type DirectiveDefinitionNode,
  DirectiveLocation,
  type DirectiveNode,
  type DocumentNode,
  extendSchema,
  type GraphQLSchema,
  Kind,
  type TypeNode,
  visit,
} from 'graphql';
import { isCondition } from './conditions.ts';
import { directiveArguments } from './supergraph-document.ts';

const IN_OPERATIONS: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);
/** What the library keeps out of every API schema, for it would promise answers in pieces. */
const NEVER: ReadonlySet<string> = new Set(['defer', 'stream']);
const OWN_FEATURES = 'https://specs.apollo.dev/';

/**
 * Directives for operations that subgraphs compose by name (`@composeDirective`). The library takes them for elements of a
 * feature, which leave the API schema with it; but clients may write them.
 */
export function withComposedDirectives(apiSchema: GraphQLSchema, supergraph: DocumentNode): GraphQLSchema {
  const definitions = supergraph.definitions
    .filter((node): node is DirectiveDefinitionNode => node.kind === Kind.DIRECTIVE_DEFINITION)
    .filter(({ name }) => !apiSchema.getDirective(name.value) && !NEVER.has(name.value))
    .map(asClientsSeeIt)
    .filter(({ locations }) => locations.length > 0)
    .filter(({ arguments: given = [] }) => given.every(({ type }) => apiSchema.getType(namedType(type))));
  if (definitions.length === 0) return apiSchema;
  return extendSchema(apiSchema, { kind: Kind.DOCUMENT, definitions }, { assumeValid: true });
}

const asClientsSeeIt = (definition: DirectiveDefinitionNode): DirectiveDefinitionNode => ({
  ...definition,
  locations: definition.locations.filter(({ value }) => IN_OPERATIONS.has(value)),
  arguments: definition.arguments
    ?.filter(({ directives = [] }) => !directives.some(isInaccessible))
    .map((argument) => ({ ...argument, directives: [] })),
});

const isInaccessible = ({ name }: ConstDirectiveNode): boolean => name.value === 'inaccessible';

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

/** The planner's copy of the supergraph, without links to features of others: their directives are to it like any. */
export const withoutForeignFeatures = (document: DocumentNode): DocumentNode =>
  visit(document, {
    SchemaDefinition: (schema) => ({ ...schema, directives: schema.directives?.filter((each) => !isForeign(each)) }),
    SchemaExtension: (schema) => ({ ...schema, directives: schema.directives?.filter((each) => !isForeign(each)) }),
  });

function isForeign(directive: ConstDirectiveNode): boolean {
  const { url } = directiveArguments(directive);
  return directive.name.value === 'link' && typeof url === 'string' && !url.startsWith(OWN_FEATURES);
}

/**
 * The directives of a selection that go along to subgraphs: conditions are settled here, and one that may not stand where
 * its selection is written there stays behind. Defaults are written out; a subgraph may declare the argument without.
 */
export const travelling = (
  directives: readonly DirectiveNode[] = [],
  location: DirectiveLocation,
  schema: GraphQLSchema,
): DirectiveNode[] =>
  directives
    .filter(({ name }) => !isCondition(name.value) && schema.getDirective(name.value)?.locations.includes(location))
    .map((directive) => withDefaults(directive, schema));

function withDefaults(directive: DirectiveNode, schema: GraphQLSchema): DirectiveNode {
  const given = directive.arguments ?? [];
  const names = new Set(given.map(({ name }) => name.value));
  const defaults = (schema.getDirective(directive.name.value)?.args ?? []).flatMap(({ name, astNode }) =>
    astNode?.defaultValue && !names.has(name)
      ? [{ kind: Kind.ARGUMENT as const, name: astNode.name, value: astNode.defaultValue }]
      : [],
  );
  return defaults.length === 0 ? directive : { ...directive, arguments: [...given, ...defaults] };
}
