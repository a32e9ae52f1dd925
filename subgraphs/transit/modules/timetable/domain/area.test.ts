import { describe, expect, it } from '@jest/globals';
import { areaContains } from './area.ts';

describe('areaContains', () => {
  const square = (from: number, to: number) =>
    [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ] as const;
  const ring = { polygons: [[square(0, 10), square(4, 6)]] };

  it('holds what lies inside its ring', () => {
    expect(areaContains(ring, [2, 2])).toBe(true);
    expect(areaContains(ring, [11, 2])).toBe(false);
  });

  it('does not hold what lies in a hole', () => {
    expect(areaContains(ring, [5, 5])).toBe(false);
  });

  it('holds what lies in any of several polygons', () => {
    expect(areaContains({ polygons: [[square(0, 1)], [square(5, 6)]] }, [5.5, 5.5])).toBe(true);
  });
});
