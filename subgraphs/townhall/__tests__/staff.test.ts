import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen } from '../../../platform/testing/principals.ts';
import { ask, logOf, rowsOf, startTown, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

describe('who works where', () => {
  it('is told in the log, each change once, with rising versions per person', async () => {
    const person = uuidv7();
    for (const [question, office] of [
      ['assignStaff', 20],
      ['assignStaff', 20],
      ['assignStaff', 32],
      ['removeStaff', 20],
      ['removeStaff', 20],
      ['assignStaff', 20],
    ] as const)
      await ask(town, question, { person, office });
    const events = await logOf(town, person);
    expect(events.map(({ version, kind, office, party }) => [version, kind, office, party])).toEqual([
      [1, 'STAFF_ASSIGNED', 20, person],
      [2, 'STAFF_ASSIGNED', 32, person],
      [3, 'STAFF_REMOVED', 20, person],
      [4, 'STAFF_ASSIGNED', 20, person],
    ]);
    const rows = await rowsOf(town, `select office from staff_member where person = '${person}' order by office`);
    expect(rows).toEqual([{ office: 20 }, { office: 32 }]);
  });

  it('answers whether anything changed', async () => {
    const person = uuidv7();
    expect(await ask(town, 'assignStaff', { person, office: 20 })).toEqual({ changed: true });
    expect(await ask(town, 'assignStaff', { person, office: 20 })).toEqual({ changed: false });
    expect(await ask(town, 'removeStaff', { person, office: 32 })).toEqual({ changed: false });
  });

  it('keeps versions gapless when offices are given at once', async () => {
    const person = uuidv7();
    await Promise.all([10, 20, 32, 33, 34].map((office) => ask(town, 'assignStaff', { person, office })));
    expect((await logOf(town, person)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    [undefined],
    [{}],
    [{ person: 'frank', office: 20 }],
    [{ person: uuidv7(), office: 4711 }],
    [{ person: uuidv7(), office: '20' }],
  ])('is not changed by %j', async (question) => {
    await expect(ask(town, 'assignStaff', question)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is changed by parts of the hub alone', async () => {
    const question = { person: uuidv7(), office: 20 };
    await expect(town.running.ask('assignStaff', question, citizen())).rejects.toThrow('parts of the hub');
  });
});
