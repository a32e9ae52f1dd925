import { describe, expect, it } from '@jest/globals';
import { toFeedId } from './feed-id.ts';

describe('toFeedId', () => {
  it.each([
    ['bbnavi-flex-DELFI.BB', 'bbnavi-flex-delfi-bb'],
    ['Verkehrsbund Börde: 2026', 'verkehrsbund-borde-2026'],
    ['***', 'feed'],
    ['x'.repeat(90), 'x'.repeat(40)],
  ])('makes of %s the id %s', (name, id) => {
    expect(toFeedId(name)).toBe(id);
  });
});
