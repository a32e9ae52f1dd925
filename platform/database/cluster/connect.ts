import { Client } from 'pg';
import { SECOND } from '../../time.ts';
import { hostOf } from './database-url.ts';
import { DatabaseUnreachableError } from './errors.ts';

const CONNECT_TIMEOUT_MS = 10 * SECOND;

/** One direct connection, for work outside the pools. Throws DATABASE_UNREACHABLE, which names host and reason, never the password. */
export async function connect(url: string, options?: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'stadttor',
    ...(options && { options }),
  });
  // A connection that breaks while idle tells it here; the next query fails and reports it.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    throw new DatabaseUnreachableError(hostOf(url), cause);
  }
  return client;
}

/** Connects, works, disconnects, whatever happens. */
export async function withConnection<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Lets one process at a time do a kind of work on this server; the others wait. The lock ends with the connection at the latest. */
export async function withServerLock<Result>(
  client: Client,
  kind: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`stadttor ${kind}`]);
  try {
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [`stadttor ${kind}`]);
  }
}
