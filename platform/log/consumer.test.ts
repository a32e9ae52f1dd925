import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { SYSTEM_VIEWER, sql } from '../database/index.ts';
import { UnavailableError } from '../errors/index.ts';
import { makeLogger } from '../server/index.ts';
import { notebook } from '../subgraph/__tests__/notebook.subgraph.ts';
import { startTestSubgraph, TestFeed, type TestSubgraph } from '../testing/subgraph.ts';
import { Consumer } from './consumer.ts';
import type { LogEvent } from './events.ts';

let hub: TestSubgraph;
beforeEach(async () => {
  hub = await startTestSubgraph(notebook);
});
afterEach(() => hub.stop());

const placeOf = async (source: string): Promise<number> => {
  const [row] = await hub.running.database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ seq: string }>(sql`select seq from consumer where source = ${source}`),
  );
  return Number(row?.seq ?? 0);
};

/** Follows a log of notes until its last event was taken; `fail` may throw while one is prepared. */
async function follow(events: { subject: string; text: string }[], fail: (event: LogEvent) => void): Promise<string[]> {
  const feed = new TestFeed('diary');
  const party = uuidv7();
  const taken: string[] = [];
  for (const { subject, text } of events) feed.push({ kind: 'NOTE', subject, party, data: { text } });
  const consumer = new Consumer({
    feed,
    database: hub.running.database,
    logger: makeLogger({ level: 'silent' }),
    prepare: async (event) => fail(event),
    apply: async (_, { data }) => {
      taken.push(String(data.text));
    },
  });
  consumer.start();
  while ((await placeOf(feed.source)) < events.length) await setTimeout(20);
  await consumer.stop();
  return taken;
}

/** Throws so many times for each event of these texts. */
const failing = (times: Record<string, number>, makeError: () => Error) => (event: LogEvent) => {
  const left = times[String(event.data.text)] ?? 0;
  times[String(event.data.text)] = left - 1;
  if (left > 0) throw makeError();
};

describe('a consumer whose events fail', () => {
  const subject = uuidv7();
  const other = uuidv7();

  it('parks a subject after five failures and goes on with the others', async () => {
    const events = [
      { subject, text: 'bad' },
      { subject: other, text: 'good' },
      { subject, text: 'later' },
      { subject: other, text: 'end' },
    ];
    const taken = await follow(
      events,
      failing({ bad: 100 }, () => new Error('broken')),
    );
    expect(new Set(taken)).toEqual(new Set(['good', 'end']));
  });

  it('moves past a parked event even when nothing comes after it', async () => {
    const calls: string[] = [];
    const taken = await follow([{ subject, text: 'bad' }], ({ data }) => {
      calls.push(String(data.text));
      throw new Error('broken');
    });
    expect(taken).toEqual([]);
    // Five times alone, each time after the page it is in.
    expect(calls).toHaveLength(10);
  });

  it('counts the failures of each event for itself', async () => {
    const events = [
      { subject, text: 'one' },
      { subject, text: 'two' },
      { subject, text: 'three' },
    ];
    // The page as a whole fails once as well, so that each event has at most four failures of its own.
    const taken = await follow(
      events,
      failing({ one: 4, two: 4, three: 4 }, () => new Error('broken')),
    );
    expect(taken).toEqual(['one', 'two', 'three']);
  });

  it('parks nobody while a neighbour does not answer', async () => {
    const taken = await follow(
      [{ subject, text: 'one' }],
      failing({ one: 14 }, () => new UnavailableError()),
    );
    expect(taken).toEqual(['one']);
  });
});
