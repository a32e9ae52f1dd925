import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { withConnection } from '../../database/cluster/connect.ts';
import { SYSTEM_VIEWER } from '../../database/index.ts';
import { Jobs } from '../index.ts';
import { effectsIn, type JobsDatabase, jobsDatabase, until } from './jobs-database.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const children: ChildProcess[] = [];
let base: JobsDatabase;
beforeEach(async () => {
  base = await jobsDatabase();
});
afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
  await base.drop();
});

async function startProcess(): Promise<ChildProcess> {
  const args = ['--import', './bin/register.mjs', 'platform/jobs/__tests__/job-process.ts'];
  const env = { ...process.env, APP_URL: base.appUrl };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
  return child.exitCode;
}

/** Leaves jobs, as a hub does that never runs any itself. */
async function leave(name: string, count: number): Promise<string[]> {
  const jobs = new Jobs({ appUrl: base.appUrl, logger: pino({ level: 'silent' }) });
  jobs.define({ name, run: async () => {} });
  return base.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) ids.push(await jobs.later(work, name, { index: String(index) }));
    return ids;
  });
}

const states = (name: string) =>
  withConnection(base.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ state: string }>('select state::text from jobs.job where name = $1', [name]);
    return rows.map(({ state }) => state);
  });

describe('jobs of several processes', () => {
  it('are run once each', async () => {
    const [one, two] = await Promise.all([startProcess(), startProcess()]);
    const ids = await leave('count', 12);
    await until(async () => (await states('count')).every((state) => state === 'completed'));
    expect([await end(one, 'SIGTERM'), await end(two, 'SIGTERM')]).toEqual([0, 0]);
    const effects = await effectsIn(base.database);
    expect(effects.map(({ job }) => job).sort()).toEqual(ids.sort());
    expect(new Set(effects.map((effect) => effect.process))).toEqual(new Set([one.pid, two.pid]));
  });

  it('are run again when the process was killed in the middle', async () => {
    const [id] = await leave('hang', 1);
    const killed = await startProcess();
    await until(async () => (await effectsIn(base.database)).length === 1);
    await end(killed, 'SIGKILL');
    // Half a minute without a heartbeat, without waiting for it.
    await withConnection(base.adminUrl, (admin) =>
      admin.query(`update jobs.job set heartbeat_on = heartbeat_on - interval '31s' where name = 'hang'`),
    );
    const heir = await startProcess();
    await until(async () => (await effectsIn(base.database)).length === 2);
    const effects = await effectsIn(base.database);
    expect(effects.map(({ job }) => job)).toEqual([id, id]);
    expect(effects.map((effect) => effect.process).sort()).toEqual([killed.pid, heir.pid].sort());
  });
});
