import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { citizen } from '../../platform/testing/principals.ts';
import { Principals } from './principals.ts';

const claims = { sub: 's', exp: 0, client_id: 'portal' };
const bearer = { token: 't', claims, actingFor: null };

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
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
