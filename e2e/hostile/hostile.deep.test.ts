import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestHub, type TestHub } from '../test-hub.ts';
import { faultsFor, NO_RATES, QUESTIONS } from './faults.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ env: NO_RATES });
}, 180_000);
afterAll(() => hub?.stop());

it.each(['erika', 'max', 'clerk'])(
  'every hostile value at every place of the whole graph makes nothing break for %s',
  async (persona) => {
    expect(await faultsFor(hub, persona, QUESTIONS)).toEqual([]);
    expect((await hub.as(persona).ask('{ me { id } }')).errors).toBeUndefined();
  },
  600_000,
);
