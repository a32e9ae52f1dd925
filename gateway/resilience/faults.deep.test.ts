import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type FaultyGateway, type Seen, startFaultyGateway, TOXICS } from '../testing/faulty-gateway.ts';
import { Slowness } from '../testing/slowness.ts';
import { RESILIENCE } from './settings.ts';

const FAULT_MS = 8_000;
const AT_ONCE = 10;

let faulty: FaultyGateway;
beforeEach(async () => {
  faulty = await startFaultyGateway(RESILIENCE);
});
afterEach(() => faulty.close());

/** Clients that ask again and again until the time is over. */
async function load(ms: number): Promise<Seen[]> {
  const end = performance.now() + ms;
  const seen: Seen[] = [];
  const client = async () => {
    while (performance.now() < end) {
      seen.push(await faulty.ask());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return seen;
}

const p99 = (seen: Seen[]): number =>
  seen.map(({ ms }) => ms).sort((a, b) => a - b)[Math.ceil(seen.length * 0.99) - 1] ?? 0;

it.each(TOXICS)(
  'a line that is %s: every answer sound, p99 below a second, no storm of calls, well within ten seconds',
  async (name, toxic) => {
    await load(1_000);
    faulty.proxy.poison(toxic);
    const connectionsBefore = faulty.proxy.connections;
    const callsBefore = faulty.things.requests.length;
    const slowness = new Slowness();
    const seen = await load(FAULT_MS);
    const factor = slowness.stop();
    const calls = Math.max(faulty.things.requests.length - callsBefore, faulty.proxy.connections - connectionsBefore);
    faulty.proxy.poison(undefined);
    const healedAt = performance.now();
    while (!(await faulty.ask()).isWhole) expect(performance.now() - healedAt).toBeLessThan(10_000 * factor);
    const figures = { toxic: name, asked: seen.length, calls, factor, p99Ms: Math.round(p99(seen)) };
    process.stderr.write(`${JSON.stringify({ ...figures, healedMs: Math.round(performance.now() - healedAt) })}\n`);
    expect(seen.filter(({ isSound }) => !isSound)).toEqual([]);
    expect(p99(seen)).toBeLessThan(1_000 * factor);
    expect(calls).toBeLessThanOrEqual(1.2 * seen.length);
  },
  60_000,
);
