import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../../database/cluster/connect.ts';
import { PUBLIC_VIEWER, SYSTEM_VIEWER, viewerOf } from '../../database/index.ts';
import { citizen } from '../../testing/principals.ts';
import { type JobRun, Jobs } from '../index.ts';
import { effectsIn, type JobsDatabase, jobsDatabase, noteEffect, TEST_PACE, until } from './jobs-database.ts';

let base: JobsDatabase;
let jobs: Jobs;
let logged: string[];
beforeEach(async () => {
  base = await jobsDatabase();
  logged = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  jobs = new Jobs({ appUrl: base.appUrl, logger, pace: TEST_PACE });
});
afterEach(async () => {
  await jobs.stop();
  await base.drop();
});

const asSystem = <Result>(action: Parameters<typeof base.database.unitOfWork<Result>>[1]) =>
  base.database.unitOfWork(SYSTEM_VIEWER, action);

/** The rows of pg-boss, as a superuser sees them. */
const rowsOf = (name: string) =>
  withConnection(base.adminUrl, async (admin) => {
    const { rows } = await admin.query(
      'select id, state::text, data, output, retry_count, start_after > now() as waits from jobs.job where name = $1',
      [name],
    );
    return rows;
  });

describe('a job left for later', () => {
  it('runs with its data when the unit of work is committed', async () => {
    const runs: JobRun[] = [];
    const subject = uuidv7();
    jobs.define({ name: 'remind', run: async (run) => runs.push(run) });
    await jobs.start();
    const id = await asSystem((work) => jobs.later(work, 'remind', { subject, kind: 'DEADLINE' }));
    await until(() => runs.length > 0);
    expect(runs[0]).toMatchObject({ id, data: { subject, kind: 'DEADLINE' } });
    await until(async () => (await rowsOf('remind'))[0]?.state === 'completed');
  });

  it('is forgotten with a unit of work that is rolled back', async () => {
    jobs.define({ name: 'remind', run: async () => {} });
    const failing = asSystem(async (work) => {
      await jobs.later(work, 'remind', {});
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await rowsOf('remind')).toEqual([]);
  });

  it('may be left before the jobs have started, and waits for its time', async () => {
    jobs.define({ name: 'remind', run: async () => {} });
    await asSystem((work) => jobs.later(work, 'remind', {}, new Date(Date.now() + 3_600_000)));
    expect(await rowsOf('remind')).toMatchObject([{ state: 'created', waits: true }]);
  });

  it('may be left by a citizen, who sees nothing of the jobs, and not by the public', async () => {
    jobs.define({ name: 'remind', run: async () => {} });
    const erika = viewerOf(citizen());
    await base.database.unitOfWork(erika, (work) => jobs.later(work, 'remind', {}));
    expect(await rowsOf('remind')).toHaveLength(1);
    const looking = base.database.unitOfWork(erika, (work) => work.sql`select * from jobs.job`);
    await expect(looking).rejects.toMatchObject({ code: '42501' });
    const anonymous = base.database.unitOfWork(PUBLIC_VIEWER, (work) => jobs.later(work, 'remind', {}));
    await expect(anonymous).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    ['a sentence', { note: 'Bitte Ausweis nachreichen' }],
    ['an address', { mail: 'erika@example.org' }],
  ])('carries no personal text: %s is refused', async (_what, data) => {
    jobs.define({ name: 'remind', run: async () => {} });
    await expect(asSystem((work) => jobs.later(work, 'remind', data))).rejects.toThrow('is an id or a kind');
    expect(await rowsOf('remind')).toEqual([]);
  });

  it('is refused when nobody defined it', async () => {
    await expect(asSystem((work) => jobs.later(work, 'remnid', {}))).rejects.toThrow('is defined');
  });
});

describe('a job that fails', () => {
  it('is run again, and keeps nothing of the failure but the name of its class', async () => {
    let attempts = 0;
    const run = async ({ id }: JobRun) => {
      attempts += 1;
      if (attempts === 1) throw new TypeError('Erika Mustermann is not a number');
      await noteEffect(base.database, id, `attempt ${attempts}`);
    };
    jobs.define({ name: 'fragile', run });
    await jobs.start();
    const id = await asSystem((work) => jobs.later(work, 'fragile', { kind: 'SECRET-KIND' }));
    await until(async () => (await rowsOf('fragile'))[0]?.state === 'retry');
    const [row] = await rowsOf('fragile');
    expect(JSON.stringify(row)).toContain('TypeError');
    expect(JSON.stringify(row)).not.toContain('Mustermann');
    await until(async () => (await effectsIn(base.database)).length > 0);
    expect(await effectsIn(base.database)).toMatchObject([{ job: id, note: 'attempt 2' }]);
    expect(logged.filter((line) => line.includes(id))).toHaveLength(1);
    expect(logged.join()).not.toContain('SECRET-KIND');
  });
});

describe('a job that runs by the clock', () => {
  it('runs when its minute comes', async () => {
    const runs: JobRun[] = [];
    jobs.every('tick', '* * * * *', async (run) => runs.push(run));
    await jobs.start();
    await until(() => runs.length > 0);
    expect(runs[0]?.data).toEqual({});
  });

  it('runs no more when a release does not define it any longer', async () => {
    jobs.every('tick', '17 3 * * *', async () => {});
    await jobs.start();
    await jobs.stop();
    jobs = new Jobs({ appUrl: base.appUrl, logger: pino({ level: 'silent' }), pace: TEST_PACE });
    await jobs.start();
    const schedules = await withConnection(base.adminUrl, (admin) => admin.query('select name from jobs.schedule'));
    expect(schedules.rows).toEqual([]);
  });
});

describe('the end of the jobs', () => {
  /** Leaves a job that takes so long, stops in the middle, and tells what became of it. */
  async function stopInTheMiddle(ms: number) {
    let begun: JobRun | undefined;
    const run = (job: JobRun) => {
      begun = job;
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        job.signal.addEventListener('abort', () => clearTimeout(timer));
      });
    };
    jobs.define({ name: 'slow', run });
    await jobs.start();
    await asSystem((work) => jobs.later(work, 'slow', {}));
    await until(() => begun !== undefined);
    await jobs.stop();
    const [row] = await rowsOf('slow');
    return { state: row?.state, isAborted: begun?.signal.aborted };
  }

  it('waits for a running job', async () => {
    expect(await stopInTheMiddle(300)).toMatchObject({ state: 'completed' });
  });

  it('gives back a job that takes too long', async () => {
    expect(await stopInTheMiddle(3_000)).toEqual({ state: 'retry', isAborted: true });
  });

  it('does not wait out its patience when nothing runs', async () => {
    jobs.define({ name: 'idle', run: async () => {} });
    await jobs.start();
    const startedAt = performance.now();
    await jobs.stop();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('leaves nothing behind when it comes before the start', async () => {
    jobs.startSoon(1);
    await jobs.stop();
    const open = `select from pg_stat_activity where datname = '${base.name}' and application_name = 'stadttor jobs'`;
    expect((await withConnection(base.adminUrl, (admin) => admin.query(open))).rowCount).toBe(0);
  });
});
