import type { Client } from 'pg';
import { SECOND } from '../../time.ts';
import { connect } from './connect.ts';
import { HubAlreadyRunningError } from './errors.ts';

export interface HubLockOptions {
  /** How long to wait for the other hub to go. Default: 5 s. */
  waitMs?: number;
  /** Hubs of different prefixes may share a server. Default: `stadttor`. */
  prefix?: string;
}

/** The right to be the only hub on these databases. */
export interface HubLock {
  /** Settles when the lock is lost without `release`, because the connection broke: then another hub may start. */
  readonly lost: Promise<Error>;
  release(): Promise<void>;
}

/** A holder whose machine vanished is noticed after 25 s; one whose process died, at once. */
const KEEPALIVE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/** PostgreSQL's code for "waited as long as lock_timeout allows". */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Takes the hub's lock: a session advisory lock on a direct connection, which ends with its holder however that dies.
 * Throws HUB_ALREADY_RUNNING when another hub holds it for the whole of `waitMs`.
 */
export async function takeHubLock(url: string, options: HubLockOptions = {}): Promise<HubLock> {
  const { waitMs = 5 * SECOND, prefix = 'stadttor' } = options;
  const client = await connect(url, KEEPALIVE);
  try {
    // A timeout of 0 would mean: wait for ever.
    await client.query(`set lock_timeout = ${Math.max(1, Math.round(waitMs))}`);
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`${prefix} hub`]);
  } catch (error) {
    await client.end();
    throw (error as { code?: string }).code === LOCK_NOT_AVAILABLE ? new HubAlreadyRunningError(error) : error;
  }
  return heldBy(client);
}

function heldBy(client: Client): HubLock {
  let released = false;
  const lost = new Promise<Error>((resolve) => {
    client.once('end', () => {
      if (!released) resolve(new Error('The connection that held the hub lock broke.'));
    });
  });
  return {
    lost,
    release: async () => {
      released = true;
      await client.end();
    },
  };
}
