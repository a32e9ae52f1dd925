import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { withConnection } from '../database/cluster/connect.ts';
import { type Database, SYSTEM_VIEWER, viewerOf } from '../database/index.ts';
import { notebook } from '../subgraph/__tests__/notebook.subgraph.ts';
import { citizen } from '../testing/principals.ts';
import { startTestSubgraph, type TestSubgraph } from '../testing/subgraph.ts';
import { keepPartitions, logUpkeep, sweepKeys } from './upkeep.ts';

let hub: TestSubgraph;
let database: Database;
beforeEach(async () => {
  hub = await startTestSubgraph(notebook);
  database = hub.running.database;
});
afterEach(() => hub.stop());

const NOVEMBER = new Date('2031-11-30T23:30:00Z');
const PARTS = ['event_2031_11', 'event_2031_12', 'event_2032_01'];

/** Writes an event of that moment, as the hub. */
const writeEvent = (occurredAt: string): Promise<unknown> =>
  database.unitOfWork(
    SYSTEM_VIEWER,
    (work) => work.sql`
      insert into event (event_id, party, lead, subject, version, kind, state, occurred_at)
      values (${uuidv7()}, ${uuidv7()}, true, ${uuidv7()}, 1, 'NOTE_WRITTEN', 'NEW', ${occurredAt})`,
  );

/** The partitions that hold events, as a superuser sees them. */
const filledPartitions = (): Promise<string[]> =>
  withConnection(hub.adminUrl, async (admin) => {
    const { rows } = await admin.query('select tableoid::regclass::text as part from event group by 1 order by 1');
    return rows.map(({ part }) => part);
  });

describe('the partitions of the log', () => {
  it('are made for this month and the next two, once', async () => {
    expect(await keepPartitions(database, NOVEMBER)).toEqual(PARTS);
    expect(await keepPartitions(database, NOVEMBER)).toEqual([]);
    expect(await keepPartitions(database, new Date('2031-12-01T00:30:00Z'))).toEqual(['event_2032_02']);
  });

  it('take the events of their month, to its last moment, and leave the default partition empty', async () => {
    await keepPartitions(database, NOVEMBER);
    await writeEvent('2031-11-30T23:59:59.999Z');
    await writeEvent('2031-12-01T00:00:00Z');
    expect(await filledPartitions()).toEqual(['event_2031_11', 'event_2031_12']);
  });

  it('leave a month where it is when its events lie in the default partition', async () => {
    await writeEvent('2031-12-24T18:00:00Z');
    expect(await keepPartitions(database, NOVEMBER)).toEqual(['event_2031_11', 'event_2032_01']);
    await writeEvent('2031-12-25T18:00:00Z');
    await writeEvent('2032-01-01T18:00:00Z');
    expect(await filledPartitions()).toEqual(['event_2032_01', 'event_default']);
  });

  it('number and show events as before', async () => {
    const now = new Date();
    await keepPartitions(database, now);
    const erika = citizen({ scopes: ['notes'] });
    const stream = hub.as(erika).subscribe('subscription { noteEvents { text } }');
    await stream.next();
    await hub.as(erika).query('mutation { writeNote(text: "milk", key: "a") { id } }');
    expect((await stream.next()).value).toMatchObject({ data: { noteEvents: { text: 'milk' } } });
    await stream.return();
    expect(await filledPartitions()).not.toContain('event_default');
  });

  it('are made by nobody but the hub, and read by nobody past the rules of the log', async () => {
    await keepPartitions(database, NOVEMBER);
    const erika = viewerOf(citizen());
    const making = database.unitOfWork(erika, (work) => work.sql`select keep_event_partitions(now())`);
    await expect(making).rejects.toMatchObject({ code: '42501' });
    for (const viewer of [erika, SYSTEM_VIEWER]) {
      const reading = database.unitOfWork(viewer, (work) => work.sql`select * from event_2031_11`);
      await expect(reading).rejects.toMatchObject({ code: '42501' });
    }
  });
});

/** Uses keys at these moments. */
const useKeys = (moments: readonly Date[]): Promise<unknown> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    for (const at of moments)
      await work.sql`
        insert into idempotency (viewer, client, mutation, key, body_hash, result_id, created_at)
        values (${uuidv7()}, 'portal', 'writeNote', 'a', 'hash', ${uuidv7()}, ${at})`;
  });
const keys = (): Promise<number> =>
  withConnection(hub.adminUrl, async (admin) => (await admin.query('select from idempotency')).rowCount ?? 0);

describe('the sweep of idempotency keys', () => {
  it('takes those older than 7 days and no other', async () => {
    const aged = (days: number, ms = 0) => new Date(NOVEMBER.getTime() - days * 86_400_000 - ms);
    await useKeys([aged(30), aged(7, 1), aged(7), aged(0)]);
    expect(await sweepKeys(database, NOVEMBER)).toBe(2);
    expect(await keys()).toBe(2);
  });

  it('takes more than fit into one transaction', async () => {
    await withConnection(hub.adminUrl, (admin) =>
      admin.query(`insert into idempotency (viewer, client, mutation, key, body_hash, result_id, created_at)
        select gen_random_uuid(), 'portal', 'writeNote', n::text, 'hash', gen_random_uuid(), '2020-01-01'
        from generate_series(1, 5001) as n`),
    );
    expect(await sweepKeys(database, NOVEMBER)).toBe(5_001);
    expect(await keys()).toBe(0);
  });
});

describe('the upkeep of the log', () => {
  it('is two daily jobs that do both', async () => {
    const jobs = logUpkeep(database, () => NOVEMBER);
    await useKeys([new Date('2031-01-01')]);
    const { signal } = new AbortController();
    for (const job of jobs) await job.run({ id: uuidv7(), data: {}, signal });
    expect(jobs.map(({ cron }) => cron?.split(' ').slice(2).join(' '))).toEqual(['* * *', '* * *']);
    expect(await keepPartitions(database, NOVEMBER)).toEqual([]);
    expect(await keys()).toBe(0);
  });
});
