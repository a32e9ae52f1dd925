import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { HubError } from './hub-error.ts';

/** Codes of errors that graphql and Apollo make themselves before execution; they name no secret and pass through. */
const PROTOCOL_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
]);

export interface UnknownErrorReport {
  reference: string;
  error: unknown;
}

/** Turns any thrown thing into the one error form of the graph: known -> code and details, unknown -> INTERNAL and a reference. */
export function toGraphQLError(error: unknown, report: (unknown: UnknownErrorReport) => void): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const cause = rootCause(error);
  if (cause instanceof HubError) return known(cause, located);
  if (located && isProtocolError(located)) return located;
  if (located && isBadVariable(located))
    return new GraphQLError(located.message, { ...positionOf(located), extensions: { code: 'BAD_USER_INPUT' } });
  const reference = randomUUID();
  report({ reference, error: cause });
  return new GraphQLError(`Something went wrong. Reference: ${reference}`, {
    ...positionOf(located),
    extensions: { code: 'INTERNAL', reference },
  });
}

const known = (error: HubError, located?: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    ...positionOf(located),
    extensions: {
      code: error.code,
      ...(Object.keys(error.details).length > 0 && { details: error.details }),
    },
  });

const positionOf = (located?: GraphQLError) => ({ nodes: located?.nodes, path: located?.path });

const rootCause = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? rootCause(error.originalError) : error;

/** No original error means that graphql itself refused (syntax, validation, coercion) or another subgraph already mapped it. */
const isProtocolError = (error: GraphQLError): boolean =>
  !error.originalError && (error.extensions.code === undefined || PROTOCOL_CODES.has(String(error.extensions.code)));

/** A variable of the wrong type: graphql wraps its own error, before any field runs and so without a path. */
const isBadVariable = ({ path, originalError }: GraphQLError): boolean =>
  !path && originalError instanceof GraphQLError && isProtocolError(originalError);
