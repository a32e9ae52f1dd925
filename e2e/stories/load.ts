import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessHub } from '../process-hub.ts';
import { advance, backAndForth, submitCase } from './town.ts';

/** What the hub has acknowledged: it must be there whatever happens afterwards. Kept outside the hub. */
export interface Ledger {
  /** Case -> highest version that was acknowledged. */
  readonly cases: Map<string, number>;
}

/** Citizens and clerks at work, until told to stop. What fails while the hub dies is simply not acknowledged. */
export function startLoad(hub: ProcessHub, ledger: Ledger): { stop(): Promise<void> } {
  let running = true;
  const loop = async (step: (round: number) => Promise<void>) => {
    for (let round = 0; running; round += 1) await step(round).catch(() => pause(20));
  };
  const submitter = () =>
    loop(async () => {
      const { id, version } = await submitCase(hub);
      ledger.cases.set(id, version);
    });
  const advancer = () =>
    loop(async (round) => {
      const ids = [...ledger.cases.keys()];
      const id = ids[Math.floor(Math.random() * ids.length)];
      if (!id) return void (await pause(20));
      const { advanceCase: payload } = await advance(hub, id, backAndForth(round));
      ledger.cases.set(id, Math.max(ledger.cases.get(id) ?? 0, payload.case.version));
    });
  const work = Promise.all([submitter(), submitter(), submitter(), advancer(), advancer()]);
  return {
    stop: async () => {
      running = false;
      await work;
    },
  };
}
