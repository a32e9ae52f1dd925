import '../../gateway/http/no-telemetry.ts';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type DocumentNode, parse } from 'graphql';
import { makeEngine } from '../../gateway/make-engine.ts';
import type { SubgraphResponse, Transport } from '../../gateway/transports/transport.ts';
import { PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import { Memory } from './memory.ts';
import { SHOP } from './shop.ts';

/** A gateway over the shop: from a parsed, validated and planned operation to the text of its answer. */
export interface Contestant {
  readonly memory: Memory;
  answer(query: string): Promise<string>;
  stop(): Promise<void>;
}

function composeShop(): string {
  const { supergraphSdl, errors } = composeServices(SHOP);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

const ignore = (): void => {};
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Parsing and validating happen once per operation on both sides: servers keep documents. */
function keep(make: (query: string) => DocumentNode): (query: string) => DocumentNode {
  const kept = new Map<string, DocumentNode>();
  return (query) => {
    const document = kept.get(query) ?? make(query);
    kept.set(query, document);
    return document;
  };
}

/** Our engine, rights read from the schema as in production. */
export function ours(): Contestant {
  const memory = new Memory();
  const transport = (name: string): Transport => ({
    name,
    execute: (request) => memory.ask<SubgraphResponse>(name, request),
    subscribe: () => {
      throw new Error('The shop has no streams.');
    },
  });
  const engine = makeEngine({
    supergraphSdl: composeShop(),
    transports: new Map(SHOP.map(({ name }) => [name, transport(name)])),
    enforceRights: true,
    onUnknownError: ({ error }) => {
      throw error;
    },
  });
  const documents = keep((query) => {
    const prepared = engine.prepare(query);
    if ('errors' in prepared) throw prepared.errors[0];
    return prepared.document;
  });
  const answer = async (query: string) => {
    const document = documents(query);
    return JSON.stringify(await engine.execute({ document, principal: PUBLIC_PRINCIPAL, requestId: 'bench' }));
  };
  return { memory, answer, stop: async () => {} };
}

/** The stock gateway, its data sources as quick as ours. */
export async function stock(): Promise<Contestant> {
  const memory = new Memory();
  const sourceOf = (name: string): GraphQLDataSource => ({
    process: ({ request }) => memory.ask(name, { document: request.query ?? '', variables: request.variables }),
  });
  const gateway = new ApolloGateway({
    supergraphSdl: composeShop(),
    buildService: ({ name }) => sourceOf(name),
    logger: SILENT,
  });
  const { schema, executor } = await gateway.load();
  const documents = keep((text) => parse(text));
  const answer = async (query: string) => {
    const document = documents(query);
    const request = { query };
    // The part of Apollo Server's request context that the gateway reads.
    const asked = { schema, document, request, queryHash: query, context: {}, logger: SILENT, metrics: {} };
    return JSON.stringify(await executor(asked as unknown as Parameters<typeof executor>[0]));
  };
  return { memory, answer, stop: () => gateway.stop() };
}
