import type { Client } from 'pg';
import { DatabaseVersionError } from './errors.ts';

/** `transaction_timeout`, grants `with set` and the builtin locale: PostgreSQL 17 has all three. */
export const REQUIRED_VERSION = 17;

/** `server_version_num` is the major version times 10,000 plus the minor. */
export const isSupportedVersion = (versionNumber: number): boolean =>
  Math.floor(versionNumber / 10_000) >= REQUIRED_VERSION;

/** Throws DATABASE_VERSION_UNSUPPORTED, which names both versions. */
export async function checkServerVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
  );
  const [found] = rows;
  if (!found || !isSupportedVersion(found.number)) throw new DatabaseVersionError(found?.text ?? '?', REQUIRED_VERSION);
}
