import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { notebook } from '../subgraph/__tests__/notebook.subgraph.ts';
import type { StreamMessage } from '../subgraph/index.ts';
import { citizen } from '../testing/principals.ts';
import { recordStatements } from '../testing/statements.ts';
import { startTestSubgraph, type TestSubgraph } from '../testing/subgraph.ts';
import { insertEvents } from './insert-events.ts';

const NOTES = 'subscription ($after: String) { noteEvents(after: $after) { id } }';
const person = (id: string = uuidv7()) => citizen({ citizenId: id, parties: [id], scopes: ['notes'] });

let hub: TestSubgraph;
let first: pg.Client;
let second: pg.Client;
beforeAll(async () => {
  hub = await startTestSubgraph(notebook);
  [first, second] = [
    new pg.Client({ connectionString: hub.adminUrl }),
    new pg.Client({ connectionString: hub.adminUrl }),
  ];
  await Promise.all([first.connect(), second.connect()]);
});
afterAll(async () => {
  await Promise.all([first.end(), second.end()]);
  await hub.stop();
});

/** Writes past the subgraph, as another process does that dies before it can ring. Returns the note's id. */
async function write(client: pg.Client, party: string): Promise<string> {
  const id = uuidv7();
  await client.query('insert into note (id, owner, text, version) values ($1, $2, $3, 1)', [id, party, 'x']);
  await insertEvents(client, [
    { subject: id, version: 1, kind: 'NOTE_WRITTEN', state: 'NEW', parties: [party], office: null },
  ]);
  return id;
}

interface Reader {
  next(): Promise<string>;
  readonly cursor: string | undefined;
  leave(): Promise<unknown>;
}

async function read(principal = person(), after?: string): Promise<Reader> {
  const messages = hub.as(principal).subscribe(NOTES, { after });
  let cursor = (await messages.next()).value?.extensions?.cursor;
  return {
    next: async () => {
      for (;;) {
        const { value } = (await messages.next()) as { value: StreamMessage };
        cursor = value.extensions?.cursor ?? cursor;
        if (value.errors) throw value.errors[0];
        if (value.data) return (value.data as { noteEvents: { id: string } }).noteEvents.id;
      }
    },
    get cursor() {
      return cursor;
    },
    leave: () => messages.return(),
  };
}

const codeAfter = async (principal: ReturnType<typeof person>, after: string | undefined) => {
  const messages = hub.as(principal).subscribe(NOTES, { after });
  const { value } = (await messages.next()) as { value: StreamMessage };
  await messages.return();
  return value.errors?.[0]?.extensions.code;
};

describe('a reader of the log', () => {
  it('misses nothing when a transaction that began earlier commits later', async () => {
    const principal = person();
    const party = principal.citizenId as string;
    const reader = await read(principal);
    await first.query('begin');
    const slow = await write(first, party);
    const quick = await write(second, party);
    expect(await reader.next()).toBe(quick);
    await first.query('commit');
    expect(await reader.next()).toBe(slow);
    await reader.leave();
  });

  it('hears nothing of what was rolled back, though the bell rang', async () => {
    const principal = person();
    const party = principal.citizenId as string;
    const reader = await read(principal);
    await first.query('begin');
    await write(first, party);
    await second.query('notify stadttor_log');
    await first.query('rollback');
    const kept = await write(second, party);
    expect(await reader.next()).toBe(kept);
    await reader.leave();
  });

  it('goes on from the cursor of the last event that was taken, also when it was never saved that the next was sent', async () => {
    const principal = person();
    const party = principal.citizenId as string;
    const reader = await read(principal);
    const [one, two] = [await write(first, party), await write(first, party)];
    expect(await reader.next()).toBe(one);
    const saved = reader.cursor;
    expect(await reader.next()).toBe(two);
    await reader.leave();
    const again = await read(principal, saved);
    expect(await again.next()).toBe(two);
    await again.leave();
  });

  it('is found among many by an event of her own, and hears no other', async () => {
    const people = Array.from({ length: 20 }, () => person());
    const readers = await Promise.all(people.map((principal) => read(principal)));
    const ids = [];
    for (const { citizenId } of people) ids.push(await write(first, citizenId as string));
    expect(await Promise.all(readers.map((reader) => reader.next()))).toEqual(ids);
    await Promise.all(readers.map((reader) => reader.leave()));
  });

  it('costs less than one statement when 200 come back in the same moment', async () => {
    const people = Array.from({ length: 200 }, () => person());
    const opening = () => Promise.all(people.map((principal) => read(principal)));
    const { result: readers, statements } = await recordStatements(opening);
    await Promise.all(readers.map((reader) => reader.leave()));
    expect(statements.length).toBeLessThan(people.length / 4);
  });
});

describe('a cursor', () => {
  it.each<[string, (cursor: string) => string, string]>([
    ['is changed', (cursor) => `${cursor.slice(0, -4)}AAAA`, 'BAD_USER_INPUT'],
    ['is cut', (cursor) => cursor.slice(0, 20), 'BAD_USER_INPUT'],
    ['is a number below zero', () => '-1', 'BAD_USER_INPUT'],
    ['is 10 KB long', (cursor) => cursor.repeat(100), 'BAD_USER_INPUT'],
    ['holds what no cursor holds', () => "' or 1=1 --", 'BAD_USER_INPUT'],
  ])('that %s is refused', async (_what, change, code) => {
    const principal = person();
    const reader = await read(principal);
    expect(await codeAfter(principal, change(reader.cursor as string))).toBe(code);
    await reader.leave();
  });

  it('of somebody else is as good as none, and so is one that was made for another app of hers', async () => {
    const mine = person();
    const reader = await read(mine);
    expect(await codeAfter(person(), reader.cursor)).toBe('NOT_FOUND');
    expect(await codeAfter({ ...mine, client: 'waste-app' }, reader.cursor)).toBe('NOT_FOUND');
    await reader.leave();
  });

  it('beyond the end, below what is kept, or of a log before its restore has expired', async () => {
    const principal = person();
    const reader = await read(principal);
    await write(first, principal.citizenId as string);
    await reader.next();
    const expiredAfter = async (change: string, back: string) => {
      await first.query(change);
      const code = await codeAfter(principal, reader.cursor);
      await first.query(back);
      return code;
    };
    const { rows } = await first.query('select last_seq, floor_seq, epoch from log_state');
    const [{ last_seq: last, floor_seq: floor, epoch }] = rows as [
      { last_seq: string; floor_seq: string; epoch: string },
    ];
    expect([
      await expiredAfter('update log_state set last_seq = 0', `update log_state set last_seq = ${last}`),
      await expiredAfter('update log_state set floor_seq = last_seq + 1', `update log_state set floor_seq = ${floor}`),
      await expiredAfter('update log_state set epoch = gen_random_uuid()', `update log_state set epoch = '${epoch}'`),
    ]).toEqual(['CURSOR_EXPIRED', 'CURSOR_EXPIRED', 'CURSOR_EXPIRED']);
    await reader.leave();
  });
});
