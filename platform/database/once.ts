import type { SqlPool } from './session.ts';
import { beginSql, type Viewer } from './viewer.ts';

interface Result {
  readonly rows: unknown[];
}

/**
 * One statement as a viewer, in a transaction of its own and in one round trip instead of three: begin, statement and commit
 * travel together. For what is whole by itself; a change that the log must tell of is a unit of work.
 */
export async function runOnce<Row extends object>(
  pool: SqlPool,
  viewer: Viewer,
  statement: string,
  mode: 'read only' | 'read write',
): Promise<Row[]> {
  const client = await pool.connect();
  try {
    // The mark in front tells those who count statements that this is more than transaction control.
    const results = (await client.query(`/* once */ ${beginSql(viewer, mode)}; ${statement}; commit`)) as Result[];
    client.release();
    return (results.at(-2)?.rows ?? []) as Row[];
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}
