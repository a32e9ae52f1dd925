import { describe, expect, it, jest } from '@jest/globals';
import { UnavailableError } from '../../platform/errors/index.ts';
import { PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import type { SubgraphRequest, SubgraphResponse } from '../transports/transport.ts';
import { Breaker } from './breaker.ts';
import { Deadline } from './deadline.ts';
import { LoadShedder } from './load-shedder.ts';
import { Patience } from './patience.ts';
import { type Given, ResilientCalls } from './resilient-calls.ts';
import { RetryBudget } from './retry-budget.ts';
import { RESILIENCE, readResilience } from './settings.ts';

const clock = () => {
  let now = 0;
  return { now: () => now, pass: (ms: number) => (now += ms) };
};
const times = (n: number, fn: () => void) => Array.from({ length: n }, fn);

describe('a breaker', () => {
  const make = () => {
    const time = clock();
    const states: string[] = [];
    const breaker = new Breaker((state) => states.push(state), time.now);
    return { ...time, states, breaker };
  };
  const open = () => {
    const made = make();
    times(5, () => made.breaker.fail());
    return made;
  };

  it('opens after five failures in a row, not after four', () => {
    const { breaker } = make();
    times(4, () => breaker.fail());
    expect(breaker.state).toBe('closed');
    breaker.succeed();
    times(4, () => breaker.fail());
    expect(breaker.admit()).toBe(true);
    breaker.fail();
    expect(breaker.admit()).toBe(false);
  });

  it('opens when half of many calls fail, and forgets what lies further back', () => {
    const { breaker, pass } = make();
    let isNextBad = true;
    const alternate = (n: number) =>
      times(2 * n, () => {
        if (isNextBad) breaker.fail();
        else breaker.succeed();
        isNextBad = !isNextBad;
      });
    alternate(8);
    pass(10_001);
    alternate(9);
    expect(breaker.state).toBe('closed');
    alternate(2);
    expect(breaker.state).toBe('open');
  });

  it('lets one trial through after its pause, closes when it succeeds', () => {
    const { breaker, pass, states } = open();
    pass(999);
    expect(breaker.admit()).toBe(false);
    pass(1);
    expect([breaker.admit(), breaker.admit()]).toEqual([true, false]);
    breaker.succeed();
    expect(states).toEqual(['open', 'half-open', 'closed']);
    expect(breaker.admit()).toBe(true);
  });

  it('waits longer after each failed trial, five seconds at most', () => {
    const { breaker, pass } = open();
    const pauses = [1_000, 2_000, 4_000, 5_000, 5_000].map((ms) => {
      pass(ms - 1);
      const early = breaker.admit();
      pass(1);
      const inTime = breaker.admit();
      breaker.fail();
      return [early, inTime];
    });
    expect(pauses).toEqual(Array(5).fill([false, true]));
  });

  it('tries again at once when the caller of the trial has left', () => {
    const { breaker, pass } = open();
    pass(1_000);
    breaker.admit();
    breaker.forget();
    expect(breaker.admit()).toBe(true);
  });

  it('is not closed by an answer that was asked for before it opened', () => {
    const { breaker } = open();
    breaker.succeed();
    expect(breaker.state).toBe('open');
  });
});

describe('patience', () => {
  const make = () => {
    const time = clock();
    return { ...time, patience: new Patience(800, time.now) };
  };

  it('is long for a subgraph nobody knows, then several times its slowest answer, never less than its least', () => {
    const { patience } = make();
    expect(patience.ms).toBe(2_000);
    patience.learn(500);
    patience.learn(10);
    expect(patience.ms).toBe(2_000);
    expect(new Patience(800).ms).toBe(2_000);
    const quick = make().patience;
    quick.learn(20);
    expect(quick.ms).toBe(800);
  });

  it('fades, so that one slow answer is forgotten', () => {
    const { patience, pass } = make();
    patience.learn(1_000);
    pass(30_000);
    expect(patience.ms).toBe(2_000);
    pass(60_000);
    expect(patience.ms).toBe(800);
  });
});

it('a retry budget gives one retry for ten calls, and does not save up for ever', () => {
  const budget = new RetryBudget();
  const spent = () => times(50, () => {}).filter(() => budget.spend()).length;
  expect(spent()).toBe(1);
  times(100, () => budget.earn());
  expect(spent()).toBe(10);
  times(1_000, () => budget.earn());
  expect(spent()).toBe(10);
});

it('a deadline shares what is left out over the steps still to go', () => {
  const startedAt = performance.now();
  const deadline = new Deadline(60_000);
  expect(deadline.endFor(1)).toBeCloseTo(startedAt + 60_000, -2);
  expect(deadline.endFor(3)).toBeCloseTo(startedAt + 20_000, -2);
});

describe('calls to a subgraph', () => {
  type Answer = (signal: AbortSignal) => Promise<SubgraphResponse>;
  const down: Answer = async () => {
    throw new UnavailableError();
  };
  const good: Answer = async () => ({ data: {} });
  const never: Answer = (signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new UnavailableError())));

  const make = (answers: Answer[] | Answer, options: { timeoutMs?: number; patienceMs?: number } = {}) => {
    const asked: SubgraphRequest[] = [];
    const given: Given[] = [];
    const transport = {
      name: 'transit',
      execute: (request: SubgraphRequest) => {
        const answer = typeof answers === 'function' ? answers : (answers[asked.length] ?? good);
        asked.push(request);
        return answer(request.signal as AbortSignal);
      },
      subscribe: () => {
        throw new Error('not here');
      },
    };
    const calls = new ResilientCalls(transport, {
      timeoutMs: 5_000,
      patienceMs: 5_000,
      onGiven: (_name, what) => given.push(what),
      ...options,
    });
    const ask = (document = 'query { x }', more: Partial<SubgraphRequest> = {}) =>
      calls.execute({ document, principal: PUBLIC_PRINCIPAL, requestId: 'r', ...more });
    return { calls, ask, asked, given };
  };
  const unavailable = { code: 'UNAVAILABLE' };

  it('are made a second time when a read failed fast', async () => {
    const { ask, asked, given } = make([down, good]);
    expect(await ask()).toEqual({ data: {} });
    expect([asked.length, given]).toEqual([2, ['retried']]);
  });

  it('are never made a second time for a mutation', async () => {
    const { ask, asked } = make([down, good]);
    await expect(ask('mutation { x }')).rejects.toMatchObject(unavailable);
    expect(asked).toHaveLength(1);
  });

  it('stay below 1.2 times what was asked, however many fail', async () => {
    let n = 0;
    // Every third fails: the breaker stays closed, so that only the budget holds.
    const { ask, asked } = make(async (signal) => (n++ % 3 === 0 ? down(signal) : good(signal)));
    await Promise.all(times(200, () => {}).map(() => ask().catch(() => {})));
    expect(asked.length).toBeGreaterThan(205);
    expect(asked.length).toBeLessThanOrEqual(240);
  });

  it('are not made at all while the breaker is open', async () => {
    const { ask, asked, given, calls } = make(down);
    for (let i = 0; i < 20; i++) await expect(ask()).rejects.toMatchObject(unavailable);
    expect(calls.state).toBe('open');
    expect(asked).toHaveLength(5);
    expect(given.filter((what) => what === 'refused')).toHaveLength(16);
  });

  it('are given up when patience ends, cut when time is over, and not repeated', async () => {
    const { ask, asked, given } = make(never, { patienceMs: 10, timeoutMs: 30 });
    // Nothing is known yet: it would wait longer than it may take at all.
    await expect(ask()).rejects.toMatchObject(unavailable);
    expect([asked.length, given]).toEqual([1, ['impatient']]);
    await new Promise((resolve) => asked[0]?.signal?.addEventListener('abort', resolve) ?? resolve(0));
  });

  it('teach patience by answers that come too late for whoever asked', async () => {
    jest.useFakeTimers();
    try {
      const late: Answer = () => new Promise((resolve) => setTimeout(() => resolve({ data: {} }), 1_500));
      const { ask } = make([good, late, late], { patienceMs: 800 });
      await ask();
      const first = expect(ask()).rejects.toMatchObject(unavailable);
      await jest.advanceTimersByTimeAsync(2_000);
      await first;
      const second = ask();
      await jest.advanceTimersByTimeAsync(2_000);
      expect(await second).toEqual({ data: {} });
    } finally {
      jest.useRealTimers();
    }
  });

  it('take no longer than their share of the request', async () => {
    const { ask, asked } = make(never);
    await expect(ask('mutation { x }', { endsAt: performance.now() + 20 })).rejects.toMatchObject(unavailable);
    expect(asked[0]?.signal?.aborted).toBe(true);
  });

  it('end with the request, which says nothing about the subgraph', async () => {
    const { ask, asked, calls } = make(never);
    for (let i = 0; i < 10; i++) {
      const gone = new AbortController();
      const asking = ask(undefined, { signal: gone.signal });
      gone.abort();
      await expect(asking).rejects.toMatchObject(unavailable);
    }
    expect(asked.every(({ signal }) => signal?.aborted)).toBe(true);
    expect(calls.state).toBe('closed');
  });

  it('count GraphQL errors as answers', async () => {
    const { ask, calls } = make(async () => ({ data: null, errors: [{ message: 'no' }] }));
    for (let i = 0; i < 10; i++) await ask();
    expect(calls.state).toBe('closed');
  });
});

describe('load shedding', () => {
  const make = (isBusy: boolean, perSecond = 0) => {
    const pace = { isBusy, perSecond, finish: jest.fn(), close: () => {} };
    const onShed = jest.fn();
    const load = new LoadShedder({ maxUnderWay: 400, maxWaitMs: 500 }, onShed, pace);
    const work = times(1_000, () => {}).map(() => ({}));
    const letIn = () => {
      let count = 0;
      for (const each of work) {
        try {
          load.check();
          load.enter(each);
          count++;
        } catch (error) {
          expect(error).toMatchObject({ code: 'OVERLOADED', status: 503 });
          return count;
        }
      }
      return count;
    };
    return { load, work, pace, onShed, letIn };
  };

  it.each([
    ['that waits for others: up to its limit', false, 0, 400],
    ['that only works: as much as it does in half a second', true, 100, 50],
    ['that only works and is very fast: up to its limit', true, 10_000, 400],
    ['that only works and does next to nothing: a few all the same', true, 1, 16],
  ])('lets into a gateway %s', (_what, isBusy, perSecond, count) => {
    expect(make(isBusy, perSecond).letIn()).toBe(count);
  });

  it('lets in again what has been done, and counts each piece of work once', () => {
    const { load, work, pace, onShed, letIn } = make(true, 1);
    letIn();
    load.leave(work[0] as object);
    load.leave(work[0] as object);
    load.check();
    expect(pace.finish).toHaveBeenCalledTimes(1);
    expect(onShed).toHaveBeenCalledTimes(1);
  });
});

describe('settings', () => {
  it('have defaults, and one timeout for each subgraph', () => {
    const settings = readResilience({ SUBGRAPH_TIMEOUT_MS: '2000', SUBGRAPH_PAYMENT_TIMEOUT_MS: '9000' }, [
      'payment',
      'transit',
    ]);
    expect(settings).toEqual({ ...RESILIENCE, timeoutMs: 2_000, timeoutsMs: { payment: 9_000, transit: 2_000 } });
  });

  it('name the variable that is wrong', () => {
    expect(() => readResilience({ SUBGRAPH_PATIENCE_MS: 'soon' }, [])).toThrow('SUBGRAPH_PATIENCE_MS');
  });
});
