import { deepStrictEqual } from 'node:assert';
import { type Contestant, ours, stock } from './gateway/contestants.ts';
import { HEAVY_QUERY } from './gateway/shop.ts';
import { costOf, type Measurement, median, rounded } from './measurement.ts';

const RUNS = 5;
const CALLS = 200;
/** First step: not dearer than what everybody can install. The gateway's own work raises it. */
const GOAL = 1;

/** Our engine beside the stock gateway on the heavy query: CPU of the gateway alone, warm, same answers. */
export async function* measure(): AsyncGenerator<Measurement> {
  const [own, other] = [ours(), await stock()];
  try {
    await checkSameAnswer(own, other);
    const costs: { own: number; other: number }[] = [];
    await runOnce(own, other);
    // In turn, so that a busy moment of the machine meets both.
    for (let run = 0; run < RUNS; run += 1) costs.push(await runOnce(own, other));
    yield {
      bench: 'gateway.heavy',
      unit: 'cpu_ms',
      value: rounded(median(costs.map((cost) => cost.own))),
      baseline: rounded(median(costs.map((cost) => cost.other))),
      against: '@apollo/gateway',
      ratio: rounded(median(costs.map((cost) => cost.other / cost.own))),
      goal: GOAL,
      runs: RUNS,
    };
  } finally {
    await other.stop();
  }
}

async function runOnce(own: Contestant, other: Contestant): Promise<{ own: number; other: number }> {
  const cost = (contestant: Contestant) => costOf(() => contestant.answer(HEAVY_QUERY), { runs: 1, calls: CALLS });
  return { own: (await cost(own)).cpuMs, other: (await cost(other)).cpuMs };
}

async function checkSameAnswer(own: Contestant, other: Contestant): Promise<void> {
  const [mine, theirs] = [await own.answer(HEAVY_QUERY), await other.answer(HEAVY_QUERY)];
  const { data, errors } = JSON.parse(mine);
  deepStrictEqual(errors, undefined);
  deepStrictEqual(data, JSON.parse(theirs).data);
  process.stderr.write(`gateway: ${mine.length} bytes, ${own.memory.calls} calls; stock ${other.memory.calls} calls\n`);
}
