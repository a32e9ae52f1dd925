import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE_FOLDER } from '../check.ts';
import { UnknownServiceError } from './errors.ts';
import { loadCatalogue } from './load-catalogue.ts';

const catalogue = loadCatalogue(CATALOGUE_FOLDER);
const example = (key: string) => JSON.parse(readFileSync(join(CATALOGUE_FOLDER, 'examples', `${key}.json`), 'utf8'));
const kita = catalogue.service('kita-beitragserstattung');
const problemsOf = (change: (data: ReturnType<typeof example>) => void, key = kita.key) => {
  const data = example(key);
  change(data);
  return catalogue.validateForm(catalogue.service(key), data).map(({ path, rule }) => ({ path, rule }));
};

describe('validateForm', () => {
  it('names the missing field of the second child, not the group around it', () => {
    expect(problemsOf((data) => delete data.children[1].birthDate)).toEqual([
      { path: '/children/1/birthDate', rule: 'required' },
    ]);
  });

  it('names every wrong field at once', () => {
    const problems = problemsOf((data) => {
      data.children[0].birthDate = '31.12.2020';
      data.payout.iban = 'DE00 1234';
      data.applicant.postalCode = '1234';
    });
    expect(problems).toEqual([
      { path: '/children/0/birthDate', rule: 'format' },
      { path: '/applicant/postalCode', rule: 'pattern' },
      { path: '/payout/iban', rule: 'format' },
    ]);
  });

  it('refuses a field the form does not have', () => {
    expect(problemsOf((data) => Object.assign(data.applicant, { role: 'admin' }))).toEqual([
      { path: '/applicant/role', rule: 'additionalProperties' },
    ]);
  });

  it('asks for a needed field only as long as it is shown', () => {
    expect(problemsOf((data) => delete data.period.explanation)).toEqual([
      { path: '/period/explanation', rule: 'required' },
    ]);
    const closed = problemsOf((data) => {
      data.period = { from: '2026-03-02', to: '2026-03-13', reason: 'CLOSED' };
    });
    expect(closed).toEqual([]);
  });

  it('does not take a number in the form of a text', () => {
    expect(problemsOf((data) => Object.assign(data.order, { copies: '3' }), 'geburtsurkunde')).toEqual([
      { path: '/order/copies', rule: 'type' },
    ]);
  });

  it('leaves the data as it was', () => {
    const data = { ...example('geburtsurkunde'), extra: '3' };
    const before = structuredClone(data);
    catalogue.validateForm(catalogue.service('geburtsurkunde'), data);
    expect(data).toEqual(before);
  });

  it('never repeats what somebody typed in', () => {
    const data = { ...example('geburtsurkunde'), birth: { givenName: 7, birthDate: 'geheimnis' } };
    const text = JSON.stringify(catalogue.validateForm(catalogue.service('geburtsurkunde'), data));
    expect(text).not.toContain('geheimnis');
  });

  it('refuses a name that reaches into the prototype', () => {
    const data = JSON.parse('{"applicant": {"__proto__": {"admin": true}}}');
    expect(catalogue.validateForm(kita, data)).toEqual([
      expect.objectContaining({ path: '/applicant', rule: 'forbidden-key' }),
    ]);
  });

  it('does not take a field from the prototype for a filled-in one', () => {
    const data = Object.create({ applicant: example(kita.key).applicant });
    expect(catalogue.validateForm(kita, data)).toEqual([expect.objectContaining({ rule: 'json' })]);
  });

  it('refuses more than 256 KB', () => {
    const children = Array.from({ length: 30 }, () => ({ givenName: 'x'.repeat(9_000) }));
    expect(catalogue.validateForm(kita, { children })).toEqual([expect.objectContaining({ path: '', rule: 'size' })]);
  });

  it('counts bytes, not characters', () => {
    const texts = Array.from({ length: 15 }, () => 'ä'.repeat(10_000));
    expect(catalogue.validateForm(kita, { texts })).toEqual([expect.objectContaining({ rule: 'size' })]);
  });

  it('refuses one long text repeated in many places without writing it out', () => {
    const texts = new Array(40_000).fill('x'.repeat(20_000));
    expect(catalogue.validateForm(kita, { texts })).toEqual([expect.objectContaining({ rule: 'size' })]);
  });

  it('refuses a list with holes, however long it says to be', () => {
    const children: unknown[] = [];
    children.length = 4_000_000_000;
    expect(catalogue.validateForm(kita, { children })).toEqual([expect.objectContaining({ rule: 'json' })]);
  });

  it('refuses data nested deeper than 20', () => {
    const deep = Array.from({ length: 21 }).reduce<unknown>((inner) => ({ inner }), 1);
    expect(catalogue.validateForm(kita, deep)).toEqual([expect.objectContaining({ rule: 'depth' })]);
  });

  it('refuses data that holds itself', () => {
    const circle: Record<string, unknown> = {};
    circle.again = circle;
    expect(catalogue.validateForm(kita, circle)).toEqual([expect.objectContaining({ rule: 'depth' })]);
  });

  it.each([undefined, 1n, Number.NaN, new Date(0), () => 1, Symbol('x')])('refuses %p, which is not JSON', (value) => {
    expect(catalogue.validateForm(kita, { value })).toEqual([expect.objectContaining({ rule: 'json' })]);
  });

  it('does not know a form of a service that is not there', () => {
    expect(() => catalogue.validateForm({ key: 'mondfahrt' }, {})).toThrow(UnknownServiceError);
  });
});

describe('validateForm under any input', () => {
  const seeded = { seed: 20_261, numRuns: 400 };

  it('answers every value with a list of problems', () => {
    const value = fc.anything({ withBigInt: true, withDate: true, withSparseArray: true, withNullPrototype: true });
    const property = fc.property(value, fc.constantFrom(...catalogue.services), (data, service) => {
      const problems = catalogue.validateForm(service, data);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.every(({ path, rule, message }) => [path, rule, message].every(isText))).toBe(true);
    });
    fc.assert(property, seeded);
  });

  it('finds a problem whenever a known field holds something else', () => {
    const service = catalogue.service('geburtsurkunde');
    const wrong = fc.oneof(fc.constant(null), fc.array(fc.jsonValue()), fc.object());
    const property = fc.property(fc.constantFrom('givenName', 'familyName', 'birthDate'), wrong, (field, value) => {
      const data = example('geburtsurkunde');
      data.birth[field] = value;
      expect(catalogue.validateForm(service, data).length).toBeGreaterThan(0);
    });
    fc.assert(property, seeded);
  });
});

const isText = (value: unknown): boolean => typeof value === 'string';
