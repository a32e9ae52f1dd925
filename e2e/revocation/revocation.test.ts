import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bystanders } from './bystanders.ts';
import { areClosed, now, type OpenSocket } from './channels.ts';
import type { Channel } from './channels-of-citizens.ts';
import { sabotage } from './sabotage.ts';
import { CHANNELS, renderTable } from './table.ts';
import { KEY_COMPROMISE, TRIGGERS, type Trigger } from './triggers.ts';
import type { TwoGateways as Town } from './two-gateways.ts';

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'attacks', 'revocation.md');
const ALL = [...TRIGGERS, KEY_COMPROMISE];

let town: Town;
let others: OpenSocket[];
beforeAll(async () => {
  await sabotage(process.env.SABOTAGE);
  const { TwoGateways } = await import('./two-gateways.ts');
  town = await TwoGateways.start();
  others = await bystanders(town);
  for (const trigger of TRIGGERS) played.set(trigger, play(trigger));
  await Promise.all([...played.values()]);
}, 240_000);
afterAll(() => town?.stop());

/** What became of each channel: undefined when it was closed in time, otherwise why not. */
type Results = ReadonlyMap<Channel, Promise<unknown>>;
const played = new Map<Trigger, Promise<Results | Error>>();
const held = new Set<string>();

const cellOf = ({ name }: Trigger, channel: Channel): string => `${name}, ${channel}`;
const settled = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Brings a right to life, takes it away, and looks at all channels at once. */
async function play(trigger: Trigger): Promise<Results | Error> {
  try {
    const { pull, checks } = await trigger.set(town);
    await pull();
    const pulledAt = now();
    return new Map(Object.entries(checks).map(([name, check]) => [name as Channel, settled(check(pulledAt))]));
  } catch (error) {
    return error as Error;
  }
}

function itHolds(trigger: Trigger): void {
  const cells = CHANNELS.filter((channel) => trigger.outcome[channel]);
  it.each(cells)(
    `holds ${trigger.name}, %s`,
    async (channel) => {
      const results = await played.get(trigger);
      if (!(results instanceof Map)) throw results;
      expect([...results.keys()].sort()).toEqual([...cells].sort());
      const failure = await results.get(channel);
      if (failure) throw failure;
      held.add(cellOf(trigger, channel));
    },
    60_000,
  );
}

describe('a right that is taken away', () => {
  for (const trigger of TRIGGERS) itHolds(trigger);

  it('is gone for her alone: nobody else is signed out', async () => {
    const first = await Promise.race([...others.map(({ ended }) => ended), Promise.resolve('all open')]);
    expect(first).toBe('all open');
  });
});

describe('a signing key that somebody else may know', () => {
  beforeAll(async () => {
    played.set(KEY_COMPROMISE, play(KEY_COMPROMISE));
    await played.get(KEY_COMPROMISE);
  }, 60_000);

  itHolds(KEY_COMPROMISE);

  it('ends everybody’s sockets, at both gateways', () => areClosed(town, others), 60_000);
});

describe('the table', () => {
  it('is what was run', () => {
    const isComplete = ALL.every((trigger) =>
      CHANNELS.every((channel) => !trigger.outcome[channel] || held.has(cellOf(trigger, channel))),
    );
    const text = renderTable(ALL, (trigger, channel) => held.has(cellOf(trigger, channel)));
    if (process.env.WRITE_ATTACKS) {
      mkdirSync(dirname(FILE), { recursive: true });
      writeFileSync(FILE, text);
    }
    // A run of a few cells says nothing about the others.
    expect(isComplete ? readFileSync(FILE, 'utf8') : text).toBe(text);
    expect(ALL.length * CHANNELS.length).toBe(35);
  });
});
