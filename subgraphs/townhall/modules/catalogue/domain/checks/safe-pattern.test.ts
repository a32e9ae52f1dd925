import { describe, expect, it } from '@jest/globals';
import { complaintsAbout } from './safe-pattern.ts';

describe('complaintsAbout a pattern', () => {
  it.each([
    '^\\d{5}$',
    '^[A-Z]{1,3}[ -][A-Z]{1,2} ?\\d{1,4}[EH]?$',
    '^(?:AB|CD)-\\d{4}$',
    '^\\(\\d{2}\\)$',
    '^[+*(]{1,3}$',
  ])('has none about %s', (pattern) => {
    expect(complaintsAbout(pattern)).toEqual([]);
  });

  it.each([
    ['\\d{5}', 'anchors'],
    ['^a+$', 'unbounded repetition'],
    ['^a{2,}$', 'unbounded repetition'],
    ['^(a{1,20}){1,20}$', 'repetition inside repetition'],
    ['^((a?)b){1,20}$', 'repetition two groups deep'],
    ['^(a|aa){1,30}$', 'choice inside repetition'],
    ['^(a)\\1$', 'a reference back'],
    ['^(?=a)b$', 'look-ahead'],
    ['^(?<=a)b$', 'look-behind'],
  ])('refuses %s: %s', (pattern) => {
    expect(complaintsAbout(pattern)).not.toEqual([]);
  });
});
