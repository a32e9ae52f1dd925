import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCents, toDecimal } from './amount.ts';
import { ledgerEntriesFor } from './ledger.ts';
import { bookingYear, toReceiptNumber } from './receipt-number.ts';

describe('an amount', () => {
  it('is the same after the way to the payment service and back through JSON', () => {
    const cents = fc.integer({ min: 0, max: 99_999_900 });
    fc.assert(
      fc.property(cents, (amount) => toCents(JSON.parse(JSON.stringify(toDecimal(amount)))) === amount),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it.each([
    [0.1, 10],
    [1.1, 110],
    [37.1, 3_710],
    [1.15, 115],
    [8.03, 803],
    [999_999, 99_999_900],
  ])('%d is %d cents', (decimal, cents) => expect(toCents(decimal)).toBe(cents));

  it.each([37.105, 0.1 + 0.2, -1, 1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY])('%d is none', (decimal) =>
    expect(toCents(decimal)).toBeNull(),
  );
});

describe('the entries of a payment', () => {
  it('add up to zero, whatever was paid', () => {
    const fee = fc.record({ id: fc.uuid(), cents: fc.integer({ min: 1, max: 100_000 }), isDue: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fee, { minLength: 1, maxLength: 9 }), (fees) => {
        const cents = fees.reduce((sum, each) => sum + each.cents, 0);
        return ledgerEntriesFor(cents, fees).reduce((sum, entry) => sum + entry.cents, 0) === 0;
      }),
      { seed: 7 },
    );
  });

  it('cannot be made for another amount than the fees', () => {
    expect(() => ledgerEntriesFor(99, [{ id: 'f', cents: 100, isDue: true }])).toThrow('zero');
  });
});

describe('a receipt number', () => {
  it('names the year in Berlin', () => {
    expect(bookingYear(new Date('2027-12-31T23:30:00Z'))).toBe(2028);
    expect(toReceiptNumber(2028, 42)).toBe('Q2028-0000042');
  });
});
