import { escapeIdentifier } from 'pg';
import { withConnection } from '../database/cluster/connect.ts';
import { isAlive } from '../database/cluster/process-alive.ts';
import { makerOf } from './clone-names.ts';

/** Drops clones whose process is dead, and our own: a run that was killed drops nothing itself. */
export const sweepClones = (adminUrl: string): Promise<void> =>
  withConnection(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>('select datname as name from pg_database');
    for (const { name } of rows)
      if (isLeftOver(makerOf(name)))
        await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  });

const isLeftOver = (pid: number | undefined): boolean => pid !== undefined && (pid === process.pid || !isAlive(pid));
