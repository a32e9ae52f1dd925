import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import { ProcessHub } from '../process-hub.ts';
import { checkLedger } from './check-ledger.ts';
import { type Ledger, startLoad } from './load.ts';

/** How long after the ready line everything must be whole again; a quiet machine needs 2 s. */
const WHOLE_AGAIN_MS = 20_000;
const FIRST_ANSWER_MS = 20_000;

/**
 * Kills the hub at random moments while cases are submitted and advanced, and checks after each restart. The database
 * server outlives the kill and is taken over.
 */
export async function killStory(kills: number): Promise<{ acknowledged: number }> {
  const hub = await ProcessHub.start('start');
  const ledger: Ledger = { cases: new Map() };
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await Promise.all([hub.token('erika'), hub.token('clerk')]);
      const before = ledger.cases.size;
      const load = startLoad(hub, ledger);
      // On a busy machine the first answer may take longer than the whole pause: a kill must have something to lose.
      await eventually(async () => assert(ledger.cases.size > before), FIRST_ANSWER_MS);
      await pause(Math.random() * 800);
      await hub.kill();
      await load.stop();
      await hub.launch();
      await eventually(() => checkLedger(hub, ledger), WHOLE_AGAIN_MS);
    }
    return { acknowledged: ledger.cases.size };
  } finally {
    await hub.stop();
  }
}
