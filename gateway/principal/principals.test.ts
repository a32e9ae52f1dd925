import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { citizen } from '../../platform/testing/principals.ts';
import type { Principal } from '../../platform/visa/index.ts';
import { PUBLIC_CALLER } from './callers.ts';
import type { Identity } from './identity.ts';
import { type Bearer, Principals } from './principals.ts';
import { CallerWatch } from './watch-caller.ts';

const claims = { sub: 's', exp: 0, client_id: 'portal' };
const bearer = { token: 't', claims, actingFor: null };

beforeEach(() => {
  // A DataLoader gathers until the end of the tick, which comes by itself.
  jest.useFakeTimers({ now: 0, doNotFake: ['nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

interface Asked {
  readonly question: string;
  readonly body: Question & { readonly questions: readonly Question[] };
}
type Question = Pick<Bearer, 'claims' | 'actingFor'>;

/** Identity, which notes what it is asked; `answer` plays what it says of them all. */
class NotingIdentity implements Identity {
  readonly asked: Asked[] = [];
  answer = async (questions: readonly Question[]): Promise<unknown> =>
    questions.map(({ claims: { sub } }) => ({ principal: citizen({ citizenId: sub }) }));

  async ask(question: string, body: unknown): Promise<unknown> {
    const asked = { question, body } as Asked;
    this.asked.push(asked);
    if (question === 'principals') return this.answer(asked.body.questions);
    return citizen({ citizenId: asked.body.claims.sub });
  }
}

const bearers = (many: number): Bearer[] =>
  Array.from({ length: many }, (_, n) => ({ token: `t${n}`, claims: { ...claims, sub: `s${n}` }, actingFor: null }));
const outcomeOf = (resolved: Principal | Promise<Principal>): Promise<unknown> =>
  Promise.resolve(resolved).then(
    ({ citizenId }) => citizenId,
    (error) => error.code,
  );

describe('principals who are due together', () => {
  let identity: NotingIdentity;
  let principals: Principals;
  beforeEach(() => {
    identity = new NotingIdentity();
    principals = new Principals(identity);
  });
  const sizes = () =>
    identity.asked.map(({ question, body }) => (question === 'principals' ? body.questions.length : 1));
  const askAll = (some: readonly Bearer[], maxAgeMs?: number) =>
    Promise.all(some.map((one) => outcomeOf(principals.resolve(one, maxAgeMs))));

  it('are asked about in one request, two hundred at most, and each gets her own answer', async () => {
    const waiting = bearers(450);
    await askAll(waiting);
    jest.advanceTimersByTime(3_000);
    identity.asked.length = 0;
    expect(await askAll(waiting, 1_000)).toEqual(waiting.map(({ claims: { sub } }) => sub));
    expect(sizes()).toEqual([200, 200, 50]);
  });

  it('are those who hold something open: nobody asks for each of them', async () => {
    const waiting = bearers(450);
    await askAll(waiting);
    identity.asked.length = 0;
    const watches = waiting.map((one) => {
      const recheck = async () => principals.resolve(one, 1_000);
      return CallerWatch.of({ ...PUBLIC_CALLER, recheck, expiresAt: new Date(60_000) }, { lose: () => {} });
    });
    await jest.advanceTimersByTimeAsync(3_500);
    for (const watch of watches) watch?.stop();
    expect(sizes()).toEqual([200, 200, 50]);
  });

  it('do not keep waiting who comes alone: she is asked about at once', async () => {
    const [one] = bearers(1) as [Bearer];
    const resolved = principals.resolve(one);
    await new Promise(process.nextTick);
    expect(identity.asked).toEqual([{ question: 'principal', body: { claims: one.claims, actingFor: null } }]);
    expect(await outcomeOf(resolved)).toBe('s0');
  });

  it('fall each for herself: one is gone, one cannot be resolved, one is as before', async () => {
    identity.answer = async () => [{ principal: null }, { failed: true }, { principal: citizen({ citizenId: 's2' }) }];
    expect(await askAll(bearers(3))).toEqual(['UNAUTHENTICATED', 'UNAVAILABLE', 's2']);
  });

  it.each([
    ['identity breaks', async () => Promise.reject(new Error('broken'))],
    ['an answer is missing', async () => [{ principal: citizen() }]],
    ['it is no list', async () => ({})],
    ['answers say nothing', async () => [{}, null]],
  ])('are all UNAVAILABLE when %s', async (_what, answer) => {
    identity.answer = answer;
    expect(await askAll(bearers(2))).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
  });

  it('stay known for four seconds though the request about all of them fails, and no longer', async () => {
    const waiting = bearers(2);
    await askAll(waiting);
    identity.answer = async () => Promise.reject(new Error('gone'));
    jest.advanceTimersByTime(3_000);
    expect(await askAll(waiting, 1_000)).toEqual(['s0', 's1']);
    jest.advanceTimersByTime(1_500);
    expect(await askAll(waiting)).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
  });
});

describe('principals', () => {
  it('are asked for again after four seconds', async () => {
    const ask = jest.fn(async () => citizen());
    const principals = new Principals({ ask });
    await principals.resolve(bearer);
    jest.advanceTimersByTime(3_900);
    await principals.resolve(bearer);
    jest.advanceTimersByTime(200);
    await principals.resolve(bearer);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('differ by whom they act for', async () => {
    const ask = jest.fn(async () => citizen());
    const principals = new Principals({ ask });
    await principals.resolve(bearer);
    await principals.resolve({ ...bearer, actingFor: 'x' });
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('survive a silence of identity that is shorter than four seconds, and no longer one', async () => {
    const ask = jest.fn<() => Promise<unknown>>().mockResolvedValueOnce(citizen()).mockRejectedValue(new Error('gone'));
    const principals = new Principals({ ask });
    const known = await principals.resolve(bearer);
    jest.advanceTimersByTime(3_000);
    expect(await principals.resolve(bearer, 1_000)).toBe(known);
    jest.advanceTimersByTime(1_500);
    await expect(principals.resolve(bearer)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('are not waited for longer than the deadline', async () => {
    const principals = new Principals({ ask: () => new Promise(() => {}) }, 300);
    const resolved = Promise.resolve(principals.resolve(bearer)).catch((error) => error.code);
    await jest.advanceTimersByTimeAsync(301);
    expect(await resolved).toBe('UNAVAILABLE');
  });
});
