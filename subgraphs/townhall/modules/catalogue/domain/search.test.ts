import { describe, expect, it } from '@jest/globals';
import { CATALOGUE_FOLDER } from '../check.ts';
import { UnknownServiceError } from './errors.ts';
import { loadCatalogue } from './load-catalogue.ts';

const catalogue = loadCatalogue(CATALOGUE_FOLDER);
const keysOf = (text: string, category?: string) => catalogue.search(text, { category }).map(({ key }) => key);

describe('searching the catalogue', () => {
  it.each(['fällen', 'FÄLLEN', 'faellen', 'fallen', 'fa\u0308llen'])('finds the tree permit for %s', (text) => {
    expect(keysOf(text)).toEqual(['baumfaell-genehmigung']);
  });

  it.each(['Straße', 'strasse', 'STRASSE'])('puts the service named after it first for %s', (text) => {
    expect(keysOf(text)[0]).toBe('sondernutzung-strasse');
  });

  it('finds the beginning of a word, not its end', () => {
    expect(keysOf('geburtsurk')).toEqual(['geburtsurkunde']);
    expect(keysOf('eburtsurkunde')).toEqual([]);
  });

  it('finds a service by a keyword that stands in no name', () => {
    expect(keysOf('Gewerbeschein')).toEqual(['gewerbe-anmeldung']);
  });

  it('finds a service in English', () => {
    expect(keysOf('birth certificate')[0]).toBe('geburtsurkunde');
  });

  it('asks for every word and leaves out the small ones', () => {
    expect(keysOf('Geburtsurkunde für mein Kind')).toContain('geburtsurkunde');
    expect(keysOf('Geburtsurkunde Container')).toEqual([]);
  });

  it('puts a name before a description', () => {
    expect(keysOf('Hund')[0]).toBe('hundesteuer-anmeldung');
  });

  it('keeps to the category', () => {
    expect(keysOf('', 'familie-kind').sort()).toEqual(['geburtsurkunde', 'kita-beitragserstattung']);
    expect(keysOf('Hund', 'familie-kind')).toEqual([]);
  });

  it('gives everything by German name when nothing is asked', () => {
    expect(keysOf('  ')).toEqual(catalogue.services.map(({ key }) => key));
  });

  it('answers signs and long texts without effort', () => {
    expect(keysOf('((((')).toHaveLength(catalogue.services.length);
    expect(keysOf('x'.repeat(100_000))).toEqual([]);
  });

  it('says that a service is unknown by its code', () => {
    expect(() => catalogue.service('mondfahrt')).toThrow(UnknownServiceError);
    expect(new UnknownServiceError('mondfahrt')).toMatchObject({ code: 'UNKNOWN_SERVICE', status: 404 });
  });
});
