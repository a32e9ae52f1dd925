import { describe, expect, it } from '@jest/globals';
import { readTransitConfig } from './config.ts';

describe('the settings of transit', () => {
  it('let a live board stand for 30 seconds', () => {
    expect(readTransitConfig({})).toEqual({ boardIntervalMs: 30_000 });
  });

  it.each(['0', 'soon', '1.5'])('refuse an interval of %p and name the variable', (value) => {
    expect(() => readTransitConfig({ TRANSIT_BOARD_INTERVAL_MS: value })).toThrow('TRANSIT_BOARD_INTERVAL_MS');
  });
});
