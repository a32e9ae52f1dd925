import { describe, expect, it } from '@jest/globals';
import { isDhid, parseDhid, stationDhid, stopPublicId } from './stop-id.ts';

describe('DHID', () => {
  it('reads all five parts', () => {
    const expected = { country: 'de', district: '12073', stop: '900340004', area: '1', platform: '50' };
    expect(parseDhid('de:12073:900340004:1:50')).toEqual(expected);
  });

  it('reads an id whose area is empty', () => {
    expect(parseDhid('de:12073:900340004::1')).toMatchObject({ area: null, platform: '1' });
  });

  it('reads a stop without area and platform, with a county or a municipality key', () => {
    expect(parseDhid('de:05113:9289')).toMatchObject({ stop: '9289', area: null, platform: null });
    expect(isDhid('de:05113000:9289')).toBe(true);
  });

  it.each([
    '000300603005',
    'de:123:9',
    'de:05113:',
    'de:05113',
    'DE:05113:9',
    'de:05113:9:1:2:3',
    'de:05113:9 9',
    'xde:05113:9',
  ])('does not take %s for one', (text) => {
    expect(parseDhid(text)).toBeNull();
  });

  it('names the stop that a platform belongs to', () => {
    expect(stationDhid('de:12073:900340004::1')).toBe('de:12073:900340004');
    expect(stationDhid('platform-1')).toBeNull();
  });
});

describe('stopPublicId', () => {
  it('is the DHID, whatever the feed', () => {
    expect(stopPublicId('north', 'de:05113:9289:1')).toBe('de:05113:9289:1');
  });

  it('is feed and stop id for any other id', () => {
    expect(stopPublicId('north', '4711')).toBe('north:4711');
  });
});
