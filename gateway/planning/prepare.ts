import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { withoutSuggestions } from './suggestions.ts';

export type Prepared = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Said by validation, or for a document validated elsewhere when its stream is opened. */
export const SUBSCRIPTION_ROOT_CONDITION =
  '@skip and @include with a variable cannot stand on the root of a subscription.';

const MAX_ERRORS = 10;
const MAX_DOCUMENTS = 12_000;
/** Characters of query text kept in all. */
const MAX_TEXT = 4_000_000;

/** Parses and validates queries against the API schema; good ones are kept by their text, so that each is one object. */
export function makePrepare(schema: GraphQLSchema): (query: string) => Prepared {
  const documents = new LRUCache<string, DocumentNode>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_TEXT,
    sizeCalculation: (_document, text) => text.length + 1,
  });
  return (query) => {
    const known = documents.get(query);
    if (known) return { document: known };
    const prepared = parseAndValidate(query, schema);
    if ('document' in prepared) documents.set(query, prepared.document);
    return prepared;
  };
}

function parseAndValidate(query: string, schema: GraphQLSchema): Prepared {
  const parsed = parseQuery(query);
  if ('errors' in parsed) return parsed;
  const errors = validateDocument(parsed.document, schema);
  return errors.length > 0 ? { errors } : parsed;
}

function parseQuery(query: string): Prepared {
  try {
    return { document: parse(query) };
  } catch (thrown) {
    // Nesting without end overflows the parser's stack; to the caller it is a text that cannot be read, like any other.
    const message =
      thrown instanceof GraphQLError ? withoutSuggestions(thrown.message) : 'Syntax Error: nested too deeply.';
    const where = thrown instanceof GraphQLError ? { source: thrown.source, positions: thrown.positions } : {};
    return { errors: [new GraphQLError(message, { ...where, extensions: { code: 'GRAPHQL_PARSE_FAILED' } })] };
  }
}

function validateDocument(document: DocumentNode, schema: GraphQLSchema): GraphQLError[] {
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  try {
    return [...withoutRoot(document, schema), ...validate(schema, document, undefined, { maxErrors: MAX_ERRORS })]
      .slice(0, MAX_ERRORS)
      .map(({ message, nodes }) => new GraphQLError(withoutSuggestions(message), { nodes, extensions }));
  } catch (thrown) {
    return [new GraphQLError(reasonOf(thrown), { extensions })];
  }
}

/** graphql's rules take an operation for valid whose root type the schema does not have. */
const withoutRoot = ({ definitions }: DocumentNode, schema: GraphQLSchema): GraphQLError[] =>
  definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(node.operation)
      ? [new GraphQLError(`This graph has no ${node.operation}s.`, { nodes: node })]
      : [],
  );

/** graphql's rules do not throw, but for two things: a stack that overflows, and a subscription whose root hangs on a variable. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof RangeError) return 'The operation is nested too deeply.';
  if (thrown instanceof GraphQLError) return SUBSCRIPTION_ROOT_CONDITION;
  throw thrown;
}
