import { afterEach, describe, expect, it } from '@jest/globals';
import { type FaultyGateway, startFaultyGateway, TOXICS } from '../testing/faulty-gateway.ts';
import { until } from '../testing/until.ts';
import { RESILIENCE } from './settings.ts';

let faulty: FaultyGateway;
afterEach(() => faulty.close());

const HARMLESS = ['slow by 50 ms', 'slow to close', 'sliced'];
const PATIENT = { ...RESILIENCE, patienceMs: 10_000, timeoutMs: 10_000 };
const HASTY = { ...RESILIENCE, patienceMs: 200, timeoutMs: 400 };

describe('a line to a subgraph that is', () => {
  it.each(TOXICS)('%s costs that subgraph’s fields at most', async (name, toxic) => {
    const isHarmless = HARMLESS.includes(name);
    faulty = await startFaultyGateway(isHarmless ? PATIENT : HASTY);
    await faulty.ask();
    faulty.proxy.poison(toxic);
    const seen = await Promise.all(Array.from({ length: 8 }, () => faulty.ask()));
    expect(seen.filter(({ isSound }) => !isSound).map(({ posted }) => posted)).toEqual([]);
    const whole = seen.filter(({ isWhole }) => isWhole).length;
    expect(whole).toBe(isHarmless ? 8 : 0);
  });

  it('well again is used again', async () => {
    faulty = await startFaultyGateway(PATIENT);
    faulty.proxy.poison({ kind: 'down' });
    for (let i = 0; i < 6; i++) await faulty.ask();
    const ready = await fetch(faulty.hub.url.replace('graphql', 'readyz'));
    expect(await ready.json()).toEqual({ status: 'ready', unusable: ['things'] });
    faulty.proxy.poison(undefined);
    await until(async () => (await faulty.ask()).isWhole);
  });
});
