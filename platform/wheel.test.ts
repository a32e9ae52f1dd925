import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Wheel } from './wheel.ts';

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

const sleeper = (wake = jest.fn()) => ({ wake });

describe('the wheel', () => {
  it('wakes each in its time, never early and a tenth of a second late at most', () => {
    const wheel = new Wheel();
    const [soon, later] = [sleeper(), sleeper()];
    wheel.set(soon, 250);
    wheel.set(later, 60_000);
    jest.advanceTimersByTime(249);
    expect(soon.wake).not.toHaveBeenCalled();
    jest.advanceTimersByTime(101);
    expect(soon.wake).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(59_649);
    expect(later.wake).not.toHaveBeenCalled();
    jest.advanceTimersByTime(101);
    expect(later.wake).toHaveBeenCalledTimes(1);
  });

  it('lets those sleep who were cancelled', () => {
    const wheel = new Wheel();
    const cancelled = sleeper();
    wheel.cancel(cancelled, wheel.set(cancelled, 1_000));
    jest.advanceTimersByTime(2_000);
    expect(cancelled.wake).not.toHaveBeenCalled();
  });

  it('wakes again who falls asleep again while being woken', () => {
    const wheel = new Wheel();
    const restless = sleeper(jest.fn(() => restless.wake.mock.calls.length < 3 && void wheel.set(restless, 0)));
    wheel.set(restless, 0);
    jest.advanceTimersByTime(1_000);
    expect(restless.wake).toHaveBeenCalledTimes(3);
  });

  it('stands still when nobody sleeps', () => {
    const wheel = new Wheel();
    wheel.set(sleeper(), 1_000);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1_100);
    expect([jest.getTimerCount(), wheel.size]).toEqual([0, 0]);
  });
});
