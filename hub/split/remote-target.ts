import type { Logger } from 'pino';
import { request } from 'undici';
import { Database } from '../../platform/database/index.ts';
import {
  makeVisaSigner,
  type Principal,
  SUBGRAPH_NAMES,
  type SubgraphName,
  systemPrincipal,
} from '../../platform/visa/index.ts';
import type { HubConfig } from '../config.ts';
import { seedingError } from '../seed/local-target.ts';
import type { SeedTarget } from '../seed/seed-target.ts';
import { askRemote } from './ask-remote.ts';
import type { KeyRing } from './keys.ts';

export interface RemoteTargetOptions {
  config: HubConfig;
  urls: Readonly<Record<SubgraphName, string>>;
  keys: KeyRing;
  databases: Readonly<Record<string, { appUrl: string }>>;
  logger: Logger;
  sandboxPort: number;
}

/** The split hub, for the seeding: the same questions, over HTTP and with signed visas. */
export async function openRemoteTarget(
  options: RemoteTargetOptions,
): Promise<{ seed: SeedTarget; close(): Promise<void> }> {
  const { config, urls, keys, databases, logger, sandboxPort } = options;
  const signAsHub = makeVisaSigner('hub', keys.privateKeys.hub as JsonWebKey);
  // The people of the demo speak as they would through the gateway.
  const signAsGateway = makeVisaSigner('gateway', keys.privateKeys.gateway as JsonWebKey);
  const opened = await Promise.all(
    SUBGRAPH_NAMES.map(async (name) => {
      const appUrl = String(databases[name]?.appUrl);
      return [name, await Database.open({ appUrl, entities: [], poolSize: 2 })] as const;
    }),
  );
  const bySubgraph = new Map(opened);
  const seed: SeedTarget = {
    dataFolder: config.dataFolder,
    extraCitizens: config.extraCitizens,
    sandboxIssuer: `http://127.0.0.1:${sandboxPort}/idp`,
    logger,
    ask: (name, question, body) => askRemote(urls[name], question, body, signAsHub(name, systemPrincipal('hub'))),
    graphql: <Data>(
      name: SubgraphName,
      principal: Principal,
      query: string,
      variables?: Readonly<Record<string, unknown>>,
    ) => post<Data>(name, urls[name], signAsGateway(name, principal), { query, variables }),
    database: (name) => bySubgraph.get(name) as Database,
  };
  const close = async () => {
    await Promise.all([...bySubgraph.values()].map((database) => database.close()));
  };
  return { seed, close };
}

interface Answer<Data> {
  data?: Data;
  errors?: { message: string; extensions?: unknown }[];
}

async function post<Data>(name: string, url: string, visa: string, body: object): Promise<Data> {
  const response = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Visa ${visa}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.body.json()) as Answer<Data>;
  if (errors) throw seedingError(name, errors);
  return data as Data;
}
