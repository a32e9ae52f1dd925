import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import { ProcessHub } from '../process-hub.ts';
import { checkLedger } from './check-ledger.ts';
import { type Ledger, startLoad } from './load.ts';

/** How long after the ready line everything must be whole again. */
const WHOLE_AGAIN_MS = 2_000;

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
      const load = startLoad(hub, ledger);
      await pause(200 + Math.random() * 800);
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
