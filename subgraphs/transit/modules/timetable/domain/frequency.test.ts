import { describe, expect, it } from '@jest/globals';
import { frequencyStarts } from './frequency.ts';

describe('frequencyStarts', () => {
  it('repeats until before the end', () => {
    expect(frequencyStarts({ startTime: 0, endTime: 1800, headwaySeconds: 600 })).toEqual([0, 600, 1200]);
    expect(frequencyStarts({ startTime: 0, endTime: 1801, headwaySeconds: 600 })).toEqual([0, 600, 1200, 1800]);
  });

  it('has none when it ends before it begins', () => {
    expect(frequencyStarts({ startTime: 600, endTime: 0, headwaySeconds: 600 })).toEqual([]);
  });
});
