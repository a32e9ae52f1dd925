import { describe, expect, it } from '@jest/globals';
import { toVerifiedAttributes } from './attributes.ts';
import { pickLanguage } from './language.ts';
import { acrOf, askedLevel, levelOfAcr } from './levels.ts';
import { linkAddress, linkIdOf } from './link-address.ts';
import { deriveKey, Seal } from './seal.ts';
import { sessionEnd } from './session-lifetime.ts';

describe('levels', () => {
  it('never call Basisregistrierung "low"', () => {
    expect(acrOf('BASIC')).toBe('urn:stadttor:acr:basic');
    expect(levelOfAcr('http://eidas.europa.eu/LoA/high')).toBe('HIGH');
    expect(levelOfAcr('http://eidas.europa.eu/LoA/low')).toBeUndefined();
  });

  it.each([
    [undefined, 'BASIC'],
    ['unknown', 'BASIC'],
    ['HIGH', 'HIGH'],
    ['http://eidas.europa.eu/LoA/high http://eidas.europa.eu/LoA/substantial', 'SUBSTANTIAL'],
  ])('asked as %s mean at least %s', (names, level) => {
    expect(askedLevel(names)).toBe(level);
  });

  it('end a strong sign-in sooner', () => {
    const now = new Date('2027-03-01T08:00:00Z');
    expect(sessionEnd('HIGH', now).toISOString()).toBe('2027-03-01T08:30:00.000Z');
    expect(sessionEnd('BASIC', now).toISOString()).toBe('2027-03-01T20:00:00.000Z');
  });
});

describe('attributes', () => {
  it('are kept by name, in NFC, each with the level that is true for it', () => {
    const claims = {
      given_name: 'Ju\u0308rgen',
      email: 'j@buerger.example',
      constructor: 'x',
      bPK2: 'pseudonym',
      city: 7,
    };
    expect(toVerifiedAttributes(claims, 'HIGH')).toEqual({
      given_name: { value: 'Jürgen', level: 'HIGH' },
      email: { value: 'j@buerger.example', level: 'BASIC' },
    });
  });

  it('are left out when they are too long', () => {
    expect(toVerifiedAttributes({ city: 'x'.repeat(251) }, 'BASIC')).toEqual({});
  });
});

describe('languages', () => {
  it.each([
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['fr, de-DE;q=0.5', 'de'],
    ['de-x-leicht', 'leicht'],
    ['leicht', 'leicht'],
    ['', 'de'],
  ])('are picked from "%s": %s', (header, language) => {
    expect(pickLanguage(undefined, header)).toBe(language);
  });
});

describe('secrets', () => {
  it('under a seal open with the same secret and use only', () => {
    const closed = new Seal('secret', 'one').close('handle');
    expect(new Seal('secret', 'one').open(closed)).toBe('handle');
    expect(() => new Seal('secret', 'two').open(closed)).toThrow();
    expect(new Seal('secret', 'one').close('handle')).not.toBe(closed);
  });

  it('prove the address of a link', () => {
    const [key, other] = [deriveKey('a', 'link'), deriveKey('b', 'link')];
    const ticket = linkAddress('https://stadt.example', key, 'the-id').split('/').at(-1) ?? '';
    expect(linkIdOf(key, ticket)).toBe('the-id');
    expect([linkIdOf(other, ticket), linkIdOf(key, `${ticket}.x`), linkIdOf(key, 'the-id')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
