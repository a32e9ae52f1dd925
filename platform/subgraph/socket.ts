import type { Server } from 'node:http';
import { type DocumentNode, GraphQLError, parse } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { LRUCache } from 'lru-cache';
import { WebSocketServer } from 'ws';
import { toGraphQLError } from '../errors/index.ts';
import type { Visa } from '../visa/index.ts';
import type { SubgraphCall } from './call.ts';
import type { RunningSubgraph } from './start.ts';

/** Too large a message costs all streams of that gateway, not only its own: the gateway itself refuses what comes near this. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

interface Extensions {
  visa?: string;
  requestId?: string;
  resumeAfter?: string;
}

interface Payload {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
  extensions?: Record<string, unknown> | null;
}

/**
 * Streams of a subgraph for the gateway alone: graphql-transport-ws, one socket for many streams, each with a visa of its
 * own in `extensions.visa`. Queries and mutations do not come this way.
 */
export function serveSocket(server: Server, subgraph: RunningSubgraph, checkVisa: (token: string) => Visa): void {
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const documents = new LRUCache<string, DocumentNode>({ max: 500 });
  const parsed = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query, { maxTokens: 20_000 });
    documents.set(query, document);
    return document;
  };
  const options: Pick<ServerOptions, 'onSubscribe' | 'subscribe' | 'execute'> = {
    onSubscribe: (_context, _id, payload) => {
      try {
        const contextValue = toCall(payload as Payload, checkVisa);
        return { schema: undefined as never, document: parsed(payload.query), contextValue };
      } catch (error) {
        return [toGraphQLError(error, () => {})];
      }
    },
    subscribe: (({ contextValue }: { contextValue: SubgraphCall }) =>
      subgraph.executor.subscribe(contextValue)) as never,
    execute: () => ({ errors: [new GraphQLError('Only streams come this way.')] }),
  };
  const disposable = useServer(options as ServerOptions, sockets);
  server.once('close', () => void disposable.dispose());
}

function toCall(
  { query, operationName, variables, extensions }: Payload,
  checkVisa: (token: string) => Visa,
): SubgraphCall {
  const { visa = '', requestId = '', resumeAfter } = (extensions ?? {}) as Extensions;
  return {
    document: query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    visa: checkVisa(visa),
    requestId,
    resumeAfter,
  };
}
