import '../../hub/quiet-runtime.ts';
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { RESILIENCE } from '../../gateway/resilience/settings.ts';
import { makeGateway } from '../../gateway/server.ts';
import { localTransport } from '../../gateway/transports/local.ts';
import type { Transport } from '../../gateway/transports/transport.ts';
import { UnavailableError } from '../../platform/errors/index.ts';
import { makeLogger } from '../../platform/server/index.ts';
import { citizen } from '../../platform/testing/principals.ts';
import { startTestSubgraph } from '../../platform/testing/subgraph.ts';
import { SUBGRAPH_NAMES } from '../../platform/visa/index.ts';
import { townhall } from '../../subgraphs/townhall/main.ts';

/** What the measuring process asks of this one. */
export interface Memory {
  readonly rss: number;
  readonly heap: number;
}

/**
 * The gateway and the town hall's subgraph in one process, on a database of its own: everything a subscriber costs the hub.
 * Tokens are real and checked; who is behind one says the token itself, or every subscriber would cost a sign-in.
 */
const { PUBLIC_KEY = '', PUBLIC_URL = '' } = process.env;
const keys = { keys: [JSON.parse(PUBLIC_KEY) as JWK] };
const identity = {
  secret: 'of this measurement alone, and of no real hub',
  ask: async (question: string, body: unknown) => {
    if (question === 'keys') return keys;
    if (question !== 'principals') return principalOf(body as Question);
    return (body as { questions: Question[] }).questions.map((one) => ({ principal: principalOf(one) }));
  },
};

interface Question {
  readonly claims: { readonly sub: string };
}
const principalOf = ({ claims: { sub } }: Question) => citizen({ citizenId: sub, parties: [sub] });

const absent = (name: string): Transport => ({
  name,
  execute: async () => {
    throw new UnavailableError();
  },
  subscribe: () => {
    throw new UnavailableError();
  },
});

const town = await startTestSubgraph(townhall);
const gateway = await makeGateway({
  supergraphSdl: readFileSync(join(import.meta.dirname, '..', '..', 'schema', 'supergraph.graphql'), 'utf8'),
  transports: new Map([
    ...SUBGRAPH_NAMES.map((name) => [name, absent(name)] as const),
    ['townhall', localTransport(town.running.executor)] as const,
  ]),
  identity,
  publicUrl: PUBLIC_URL,
  logger: makeLogger({ level: process.env.LOG_LEVEL ?? 'warn' }),
  production: true,
  rights: true,
  resilience: RESILIENCE,
});
const address = await gateway.listen(0);

process.on('message', (question) => {
  if (question === 'memory') process.send?.(memory());
  else
    void gateway
      .close()
      .then(() => town.stop())
      .then(() => process.exit(0));
});
process.send?.({ address, databaseUrl: town.adminUrl });

function memory(): Memory {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
}
