import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toDescription, toItemReference, toPurpose } from './booking-text.ts';

describe('texts for the payment service', () => {
  it.each([
    ['2027-000123', 'Führungszeugnis', '2027-000123 Fuehrungszeugni'],
    ['2027-000123', 'Maß & Größe', '2027-000123 Mass Groesse'],
    ['', 'Café «Élysée»', 'Cafe Elysee'],
    ['A/1', '日本', 'A 1'],
  ])('the purpose of %s %s is %s', (reference, text, purpose) => expect(toPurpose(reference, text)).toBe(purpose));

  it('keep the limits of the standard, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(toPurpose(one, other)).toMatch(/^[\w\s-]{0,27}$/);
        expect(toItemReference(one)).toMatch(/^[\w-]{0,36}$/);
        expect(toDescription(one)).toMatch(/^[\w\s,.\u00C0-\u017F-]{0,250}$/);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
