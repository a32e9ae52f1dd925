import { invariant } from '../../errors/hub-error.ts';
import type { ClusterLogger } from './cluster-logger.ts';
import { type Cluster, startEmbeddedCluster } from './launcher.ts';
import { provision, type SubgraphDatabase } from './provision.ts';

export interface DatabasesConfig {
  /** Where the embedded cluster lives; not touched when every subgraph has a URL. */
  dataFolder: string;
  /** DATABASE_URL: a server, 17 or newer, whose user may create roles and databases. Without it: the embedded one. */
  databaseUrl?: string | undefined;
  /** A server of its own for single subgraphs, by name. */
  perSubgraphUrl?: Readonly<Record<string, string>> | undefined;
  subgraphs: readonly string[];
  /** Passwords of the database roles are derived from it. */
  secret: string;
  prefix?: string | undefined;
  logger?: ClusterLogger;
}

/** The databases of the hub, ready for migrations. */
export interface Databases {
  readonly bySubgraph: Readonly<Record<string, SubgraphDatabase>>;
  /** Where the hub lock is taken: the embedded cluster, DATABASE_URL, or the first subgraph's server. */
  readonly adminUrl: string;
  /** Undefined when all databases lie on servers of the operator. */
  readonly embedded?: Cluster;
  /** Stops the embedded server, if there is one. Only who holds the hub lock may call it. */
  stop(): Promise<void>;
}

/**
 * Opens the databases of the subgraphs: starts the embedded cluster unless every subgraph has a server, and makes roles
 * and databases. Throws EMBEDDED_DATABASE_MISSING, DATABASE_START_FAILED, DATABASE_UNREACHABLE or DATABASE_VERSION_UNSUPPORTED.
 */
export async function openDatabases(config: DatabasesConfig): Promise<Databases> {
  const { databaseUrl, perSubgraphUrl = {}, subgraphs } = config;
  const needsEmbedded = !databaseUrl && subgraphs.some((name) => !perSubgraphUrl[name]);
  const embedded = needsEmbedded ? await startEmbeddedCluster(config) : undefined;
  const common = databaseUrl ?? embedded?.adminUrl;
  const servers = Map.groupBy(subgraphs, (name) => perSubgraphUrl[name] ?? common);
  const parts = [...servers].map(([adminUrl, names]) => provisionOn(adminUrl, names, config));
  const bySubgraph = Object.assign({}, ...(await Promise.all(parts))) as Record<string, SubgraphDatabase>;
  const adminUrl = common ?? [...servers.keys()][0];
  invariant(adminUrl, 'at least one subgraph has a database');
  return { bySubgraph, adminUrl, ...(embedded && { embedded }), stop: async () => embedded?.stop() };
}

function provisionOn(adminUrl: string | undefined, subgraphs: string[], { secret, prefix }: DatabasesConfig) {
  invariant(adminUrl, 'a subgraph without a server of its own uses the common one');
  return provision({ adminUrl, subgraphs, secret, ...(prefix && { prefix }) });
}
