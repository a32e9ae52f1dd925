import './no-telemetry.ts';

import { createHash } from 'node:crypto';
import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Operation, Operations } from '../operations.ts';
import type { LiveEngine } from '../supergraph/live-engine.ts';

type Gateway = ApolloServerOptionsWithGateway<ApolloContext>['gateway'];

/** What Apollo carries from our route to our executor. */
export interface ApolloContext {
  readonly operation: Operation;
}

export interface ApolloOptions {
  readonly engine: LiveEngine;
  readonly operations: Operations;
  readonly logger: Logger;
}

/** Apollo Server as a thin shell around POST: content negotiation, response form, status. Admission and execution are ours. */
export class ApolloShell {
  readonly server: ApolloServer<ApolloContext>;
  readonly #admitted = new LRUCache<string, DocumentNode>({ max: 1_000 });

  constructor({ engine, operations, logger }: ApolloOptions) {
    engine.onSwap(() => this.#admitted.clear());
    this.server = new ApolloServer<ApolloContext>({
      gateway: toGateway(engine, operations),
      logger,
      plugins: [
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginInlineTraceDisabled(),
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginSchemaReportingDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
      ],
      // The guards decide, the same for every protocol.
      introspection: true,
      csrfPrevention: true,
      allowBatchedHttpRequests: false,
      persistedQueries: false,
      includeStacktraceInErrorResponses: false,
      hideSchemaDetailsFromClientErrors: true,
      stopOnTerminationSignals: false,
      formatError: toOurCodes,
      documentStore: {
        get: async (key) => this.#admitted.get(hashIn(key)),
        set: async () => {},
        delete: async () => {},
      },
    });
  }

  /** Hands an admitted operation over, so that Apollo need not parse and validate it once more. */
  contextFor(operation: Operation): ApolloContext {
    this.#admitted.set(createHash('sha256').update(operation.query).digest('hex'), operation.document);
    return { operation };
  }
}

/** Apollo's keys are a prefix of its own and the SHA-256 of the text in hexadecimal. */
const hashIn = (key: string): string => key.slice(-64);

/** Apollo follows each swap of the supergraph; which one an operation is executed on stands with its document. */
function toGateway(engine: LiveEngine, operations: Operations): Gateway {
  type OnSchema = Parameters<Gateway['onSchemaLoadOrUpdate']>[0];
  const listeners = new Set<OnSchema>();
  const tell = () => {
    const {
      sdl: coreSupergraphSdl,
      engine: { apiSchema },
    } = engine.supergraph;
    for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl });
  };
  engine.onSwap(tell);
  return {
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      tell();
      return { executor: async ({ context }) => operations.answer((context as ApolloContext).operation) };
    },
    stop: async () => {},
  };
}

/** The code for what nobody foresaw is ours everywhere, and it comes without the cause. */
function toOurCodes(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.code !== 'INTERNAL_SERVER_ERROR') return error;
  return { ...error, message: 'Something went wrong.', extensions: { ...error.extensions, code: 'INTERNAL' } };
}
