import { describe, expect, it } from '@jest/globals';
import { costOf, type Measurement, median, meetsGoal, toLine } from './measurement.ts';

const plain: Measurement = { bench: 'home.few.statements', unit: 'statements', value: 16, goal: 20, runs: 5 };
const compared: Measurement = {
  ...plain,
  bench: 'gateway.heavy',
  unit: 'cpu_ms',
  value: 2,
  baseline: 6,
  against: '@apollo/gateway',
  ratio: 3,
  goal: 2,
};

describe('a measurement', () => {
  it('is one line of JSON, its keys in a fixed order', () => {
    expect(toLine({ ...compared, bench: compared.bench })).toBe(
      '{"bench":"gateway.heavy","unit":"cpu_ms","value":2,"baseline":6,"against":"@apollo/gateway","ratio":3,"goal":2,"runs":5}',
    );
    expect(Object.keys(JSON.parse(toLine(plain)))).toEqual(['bench', 'unit', 'value', 'goal', 'runs']);
  });

  it('must not be above its goal', () => {
    expect([16, 20, 21].map((value) => meetsGoal({ ...plain, value }))).toEqual([true, true, false]);
  });

  it('must not be below its goal when it is a ratio', () => {
    expect([3, 2, 1.9].map((ratio) => meetsGoal({ ...compared, ratio }))).toEqual([true, true, false]);
  });

  it('takes the middle of its runs', () => {
    expect([median([9, 1, 5]), median([4, 1, 2, 3]), median([7])]).toEqual([5, 2.5, 7]);
  });

  it('counts every call of every run', async () => {
    let calls = 0;
    const { ms, cpuMs } = await costOf(
      async () => {
        calls += 1;
      },
      { runs: 3, calls: 4 },
    );
    expect(calls).toBe(12);
    expect(Number.isFinite(ms + cpuMs)).toBe(true);
  });
});
