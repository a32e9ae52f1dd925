import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { DirectiveLocation, GraphQLDirective, GraphQLNonNull, type GraphQLSchema, GraphQLString } from 'graphql';

const fieldDirective = (name: string, argument: string, description: string) =>
  new GraphQLDirective({
    name,
    description,
    isRepeatable: true,
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: { [argument]: { type: new GraphQLNonNull(GraphQLString) } },
  });

/** Readable marks of rights. Repeatable, because of two subgraphs' marks composition would otherwise keep the weaker one. */
export const RIGHTS_DIRECTIVES = [
  fieldDirective('trustLevel', 'min', 'The lower of sign-in strength and identity proof must reach this level.'),
  fieldDirective('consent', 'purpose', 'A partner app sees this only while the citizen allows it this purpose.'),
  fieldDirective('personal', 'category', 'Reads by anyone but the citizen are written to her access log.'),
];

const FEDERATION = 'https://specs.apollo.dev/federation/v2.9';
const RIGHTS = 'https://stadttor.dev/rights/v1.0';

const names = (list: readonly string[]) => list.map((name) => `"@${name}"`).join(', ');
const FEDERATION_NAMES = [
  'key',
  'shareable',
  'external',
  'requires',
  'provides',
  'tag',
  'inaccessible',
  'authenticated',
  'requiresScopes',
  'policy',
  'composeDirective',
  'cost',
  'listSize',
];
const RIGHTS_NAMES = RIGHTS_DIRECTIVES.map(({ name }) => name);

const HEADER = `extend schema
  @link(url: "${FEDERATION}", import: [${names(FEDERATION_NAMES)}])
  @link(url: "${RIGHTS}", import: [${names(RIGHTS_NAMES)}])
  ${RIGHTS_NAMES.map((name) => `@composeDirective(name: "@${name}")`).join('\n  ')}
`;

/** A subgraph's SDL: what type-graphql built, with the links that Federation wants. */
export const printSubgraph = (schema: GraphQLSchema): string => `${HEADER}\n${printSchemaWithDirectives(schema)}\n`;
