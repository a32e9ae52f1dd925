import { describe, expect, it } from '@jest/globals';
import { boxAround, isPlace } from './bounding-box.ts';

describe('a box around a place', () => {
  it('is as high as twice the distance and wider in degrees, because degrees of longitude are shorter here', () => {
    const { south, north, west, east } = boxAround({ latitude: 60, longitude: 10 }, 11_132);
    expect(north - south).toBeCloseTo(0.2, 5);
    expect(east - west).toBeCloseTo(0.4, 3);
  });

  it('stays finite at a pole', () => {
    expect(Number.isFinite(boxAround({ latitude: 90, longitude: 0 }, 20_000).east)).toBe(true);
  });

  it('knows numbers that are no place', () => {
    expect(isPlace({ latitude: 52, longitude: 13 })).toBe(true);
    expect(isPlace({ latitude: 91, longitude: 13 })).toBe(false);
    expect(isPlace({ latitude: 52, longitude: Number.NaN })).toBe(false);
  });
});
