import { GraphQLError } from 'graphql';
import { HubError } from '../../platform/errors/index.ts';
import { isPlainObject, own } from '../executor/store.ts';
import type { SubgraphResponse } from '../transports/transport.ts';

/** Codes that say "not now": the stream tries again. Every other code is an answer, and ends it. */
const TRANSIENT = new Set(['UNAVAILABLE', 'INTERNAL', 'OVERLOADED']);

/** Bookmark (Lesezeichen): moves the cursor of a quiet stream forward and carries no event. */
export const isBookmark = (message: SubgraphResponse): boolean => message.data === undefined && !hasErrors(message);

/** An end with errors: errors, no data and no place in the log. With a cursor it is an event that went wrong, and one goes on. */
export const isFinal = (message: SubgraphResponse): boolean =>
  hasErrors(message) && !isPlainObject(message.data) && cursorOf(message) === undefined;

/** A final message that only says "not now". */
export const isStoppage = (message: SubgraphResponse): boolean => isFinal(message) && TRANSIENT.has(codeOf(message));

export function cursorOf(message: SubgraphResponse): string | undefined {
  const cursor = isPlainObject(message.extensions) ? own(message.extensions, 'cursor') : undefined;
  return typeof cursor === 'string' ? cursor : undefined;
}

/** A failure that names itself as one that passes. */
export const isTransient = (thrown: unknown): boolean => TRANSIENT.has(String(codeOfThrown(thrown)));

/** A failure that names itself as an answer to this caller. What has no code is neither. */
export const isRefusal = (thrown: unknown): boolean => codeOfThrown(thrown) !== undefined && !isTransient(thrown);

function codeOfThrown(thrown: unknown): unknown {
  const cause = thrown instanceof GraphQLError ? (thrown.originalError ?? thrown) : thrown;
  if (cause instanceof HubError) return cause.code;
  return cause instanceof GraphQLError ? cause.extensions.code : undefined;
}

const hasErrors = ({ errors }: SubgraphResponse): boolean => Array.isArray(errors) && errors.length > 0;

const codeOf = ({ errors }: SubgraphResponse): string => String(errors?.[0]?.extensions?.code ?? 'INTERNAL');
