import { describe, expect, it } from '@jest/globals';
import { isIban } from './iban.ts';

describe('isIban', () => {
  it.each(['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00', 'at611904300234573201', 'NL91ABNA0417164300'])(
    'takes %s',
    (text) => {
      expect(isIban(text)).toBe(true);
    },
  );

  it.each([
    '',
    'DE',
    'DE88370400440532013000',
    'DE8937040044053201300',
    'DE89370400440532013000X',
    '89370400440532013000',
  ])('refuses %p', (text) => {
    expect(isIban(text)).toBe(false);
  });
});
