import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE_FOLDER } from '../check.ts';
import { feeFor, MAX_FEE_CENTS } from './fee.ts';
import type { FeeRule } from './fee-rule.ts';
import { loadCatalogue } from './load-catalogue.ts';

const catalogue = loadCatalogue(CATALOGUE_FOLDER);
const centsOf = (key: string, data: unknown) => catalogue.feeFor(catalogue.service(key), data)?.cents ?? null;
const ruleOf = (change: Partial<FeeRule>) => ({
  fee: { key: 'test', purpose: 'Test', bookingData: {}, moment: 'BEFORE_REVIEW' as const, ...change },
});

describe('feeFor', () => {
  it.each([
    [1, 1500],
    [2, 2250],
    [10, 8250],
  ])('asks for %i birth certificates %i cents', (copies, cents) => {
    expect(centsOf('geburtsurkunde', { order: { copies } })).toBe(cents);
  });

  it('asks nothing for a birth certificate for the pension insurance', () => {
    expect(centsOf('geburtsurkunde', { order: { copies: 4, forPension: true } })).toBeNull();
  });

  it('asks a fixed amount for a parking permit, whatever the form says', () => {
    expect(centsOf('anwohnerparkausweis', {})).toBe(3070);
  });

  it.each([
    ['SIMPLE', 'MAILBOX', 800],
    ['EXTENDED', 'MAILBOX', 1200],
    ['EXTENDED', 'POST', 1360],
  ])('adds the amount of a choice and the postage: %s by %s', (kind, delivery, cents) => {
    expect(centsOf('meldebescheinigung', { certificate: { kind, delivery } })).toBe(cents);
  });

  it.each([
    [{ kind: 'SKIP', days: 5, squareMeters: 19 }, 3500],
    [{ kind: 'SKIP', days: 5, squareMeters: 20 }, 4500],
    [{ kind: 'STAND', days: 5, squareMeters: 4 }, 2500],
    [{ kind: 'STAND', days: 5, squareMeters: 4, charitable: true }, null],
  ])('counts days and area of a special use: %j', (usage, cents) => {
    expect(centsOf('sondernutzung-strasse', { usage })).toBe(cents);
  });

  it('asks nothing where the service has no fee', () => {
    expect(centsOf('wohngeld', {})).toBeNull();
  });

  it('carries what the payment service needs', () => {
    expect(catalogue.feeFor(catalogue.service('geburtsurkunde'), { order: { copies: 1 } })).toEqual({
      cents: 1500,
      currency: 'EUR',
      key: 'urkunde',
      purpose: 'Geburtsurkunde',
      bookingData: { haushaltsstelle: '12240.431100', sachkonto: '431100' },
      moment: 'BEFORE_REVIEW',
    });
  });

  it('does not find an amount in the prototype of the amounts', () => {
    const rule = ruleOf({ parts: [{ option: 'kind', amounts: { A: 5 } }] });
    expect(feeFor(rule, { kind: 'constructor' })).toBeNull();
  });

  it('never goes above what a payment service takes', () => {
    const rule = ruleOf({ parts: [{ cents: MAX_FEE_CENTS, times: 'n' }] });
    expect(feeFor(rule, { n: 1000 })?.cents).toBe(MAX_FEE_CENTS);
  });

  it('is a whole number above zero or null for any data', () => {
    const services = catalogue.services.filter(({ fee }) => fee !== null);
    const usage = fc.record({ copies: fc.anything(), days: fc.anything(), kind: fc.anything() });
    const property = fc.property(fc.constantFrom(...services), usage, (service, inner) => {
      const cents = catalogue.feeFor(service, { order: inner, usage: inner, certificate: inner })?.cents ?? 1;
      expect(Number.isSafeInteger(cents) && cents > 0).toBe(true);
    });
    fc.assert(property, { seed: 4_711, numRuns: 300 });
  });
});
