import './no-telemetry.ts';

import { hash } from 'node:crypto';
import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { invariant } from '../../platform/errors/index.ts';
import type { HubResult } from '../engine.ts';
import type { Operation, Operations } from '../operations.ts';
import type { LiveEngine } from '../supergraph/live-engine.ts';

type Gateway = ApolloServerOptionsWithGateway<ApolloContext>['gateway'];

/** What Apollo carries from our route to our executor. */
interface ApolloContext {
  readonly operation: Operation;
  readonly aside: Aside;
}

/**
 * Where data wait (Ablage) while Apollo handles the rest of the answer. What it was given it holds on to for longer than the
 * request lasts, and whole answers would outlive the collector's quick rounds: a third of all garbage did.
 */
interface Aside {
  data?: HubResult['data'];
}

/** Stands for data with Apollo. */
const DATA = Object.freeze({});

export interface ApolloOptions {
  readonly engine: LiveEngine;
  readonly operations: Operations;
  readonly logger: Logger;
}

/**
 * Apollo Server as a thin shell around POST: the life of a request, and the form of its errors. Transport, admission and
 * execution are ours; what it would fetch, send or show by itself is off.
 */
export class ApolloShell {
  readonly #server: ApolloServer<ApolloContext>;
  /** By the hash that Apollo looks for; bounded by their texts, twice the longest that is let in at all. */
  readonly #handed = new LRUCache<string, Handed>({
    max: 12_000,
    maxSize: 8 * 1024 * 1024,
    sizeCalculation: ({ query }) => query.length + 1,
  });
  readonly #known = new WeakMap<DocumentNode, Handed>();

  constructor({ engine, operations, logger }: ApolloOptions) {
    engine.onSwap(() => this.#handed.clear());
    this.#server = new ApolloServer<ApolloContext>({
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
      allowBatchedHttpRequests: false,
      // Texts and documents are handed over under their hash: working it out, parsing and validating are done already.
      persistedQueries: { cache: { ...NOTHING_KEPT, get: async (key) => this.#handed.get(hashIn(key))?.query } },
      includeStacktraceInErrorResponses: false,
      hideSchemaDetailsFromClientErrors: true,
      stopOnTerminationSignals: false,
      formatError: toOurCodes,
      documentStore: { ...NOTHING_KEPT, get: async (key) => this.#handed.get(hashIn(key))?.document },
    });
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Answers an admitted query or mutation. */
  async answer(operation: Operation): Promise<FormattedExecutionResult> {
    const { operationName, variables } = operation;
    const aside: Aside = {};
    const { body } = await this.#server.executeOperation(
      {
        operationName: operationName ?? undefined,
        variables: variables ?? undefined,
        extensions: { persistedQuery: { version: 1, sha256Hash: this.#hand(operation) } },
      },
      { contextValue: { operation, aside } },
    );
    invariant(body.kind === 'single', 'the engine answers in one piece');
    const { data } = aside;
    aside.data = undefined;
    return { ...body.singleResult, data };
  }

  #hand({ document, query }: Operation): string {
    const handed = this.#known.get(document) ?? { document, query, hash: hash('sha256', query) };
    this.#known.set(document, handed);
    this.#handed.set(handed.hash, handed);
    return handed.hash;
  }
}

/** A document with its text, under the text's hash. */
interface Handed {
  readonly document: DocumentNode;
  readonly query: string;
  readonly hash: string;
}

/** Apollo may look things up; what is kept is ours to say. */
const NOTHING_KEPT = { set: async () => {}, delete: async () => {} };

/** Apollo's keys are a prefix of its own and the SHA-256 of the text in hexadecimal. */
const hashIn = (key: string): string => key.slice(-64);

/** Apollo follows each swap of the supergraph; which one an operation is executed on stands with its document. */
function toGateway(engine: LiveEngine, operations: Operations): Gateway {
  type OnSchema = Parameters<Gateway['onSchemaLoadOrUpdate']>[0];
  const listeners = new Set<OnSchema>();
  const tell = () => {
    const { sdl: coreSupergraphSdl, engine: current } = engine.supergraph;
    for (const listener of listeners) listener({ apiSchema: current.apiSchema, coreSupergraphSdl });
  };
  engine.onSwap(tell);
  return {
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      tell();
      return { executor: ({ context }) => answerAside(context as ApolloContext, operations) };
    },
    stop: async () => {},
  };
}

async function answerAside({ operation, aside }: ApolloContext, operations: Operations): Promise<HubResult> {
  const result = await operations.answer(operation);
  aside.data = result.data;
  return result.data ? { ...result, data: DATA } : result;
}

/** The code for what nobody foresaw is ours everywhere, and it comes without the cause. */
function toOurCodes(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.code !== 'INTERNAL_SERVER_ERROR') return error;
  return { ...error, message: 'Something went wrong.', extensions: { ...error.extensions, code: 'INTERNAL' } };
}
