import { describe, expect, it } from '@jest/globals';
import { decodeBoardPlace, encodeBoardPlace, fingerprintOf, waitMs } from './board-cursor.ts';

describe('the place of a live board', () => {
  it('survives being written and read', () => {
    const place = { lookedAtMs: 1_700_000_000_000, fingerprint: fingerprintOf([{ id: 'a' }]) };
    expect(decodeBoardPlace(encodeBoardPlace(place))).toEqual(place);
  });

  it.each([undefined, '', 'b.1.x', 'nonsense', 'b..0123456789abcdef'])('begins anew after %p', (cursor) => {
    expect(decodeBoardPlace(cursor)).toBeNull();
  });

  it('tells boards apart by their trips and by their order', () => {
    const [a, b] = [{ id: 'a' }, { id: 'b' }];
    expect(fingerprintOf([a, b])).toBe(fingerprintOf([{ ...a }, { ...b }]));
    expect(fingerprintOf([b, a])).not.toBe(fingerprintOf([a, b]));
    expect(fingerprintOf([])).not.toBe(fingerprintOf([a]));
  });

  it('waits for the rest of the interval and never longer', () => {
    const place = { lookedAtMs: 1000, fingerprint: '' };
    expect(waitMs(null, 5000, 300)).toBe(0);
    expect(waitMs(place, 1100, 300)).toBe(200);
    expect(waitMs(place, 9000, 300)).toBe(0);
    expect(waitMs(place, 0, 300)).toBe(300);
  });
});
