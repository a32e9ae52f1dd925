import { describe, expect, it } from '@jest/globals';
import { pickLanguage, TEXTS } from './texts.ts';

const paths = (value: object, prefix = ''): string[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' ? paths(inner, `${prefix}${key}.`) : [`${prefix}${key}`],
  );

describe('the texts', () => {
  it('exist in both languages', () => {
    expect(paths(TEXTS.en)).toEqual(paths(TEXTS.de));
  });

  it('are German unless a language we speak is asked for first', () => {
    expect([undefined, 'fr', 'en-GB de', 'fr,de;q=0.9,en;q=0.8'].map(pickLanguage)).toEqual(['de', 'de', 'en', 'de']);
  });
});
