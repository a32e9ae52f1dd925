import { describe, expect, it } from '@jest/globals';
import { type AddressParts, toAddressKey, toAddressLabel, toAddressSearch, toAddressSortKey } from './address.ts';
import { matchesAddress, parseAddressLine, parseAddressQuery } from './address-query.ts';
import { parseHouseNumbers } from './house-number.ts';

const address = (street: string, numbers: string, rest: Partial<AddressParts> = {}): AddressParts => {
  const [houseNumbers] = parseHouseNumbers(numbers) ?? [];
  return { street, ...(houseNumbers && { houseNumbers }), postalCode: '39999', town: 'Musterhagen', ...rest };
};
const matches = (parts: AddressParts, text: string) => matchesAddress(parts, parseAddressQuery(text));

describe('addresses', () => {
  it('are shown on one line', () => {
    const label = toAddressLabel(address('Lindenweg', '7a', { supplement: 'Hinterhaus' }));
    expect(label).toBe('Lindenweg 7a (Hinterhaus), 39999 Musterhagen');
  });

  it.each([
    'Bahnhofstr. 7a',
    'bahnhofstrasse 7A',
    'Bahnhof-Str. 7 a',
    'Musterhagen, Bahnhof Straße 7a',
    '39999 Bahnhofs 7',
    'Bahnhofstraße',
  ])('are found by %j', (text) => {
    expect(matches(address('Bahnhofstraße', '7a'), text)).toBe(true);
  });

  it.each(['Bahnhofstraße 17a', 'Bahnhofstraße 7b', 'Lindenweg 7a', '12345 Bahnhofstraße 7a'])(
    'are not found by %j',
    (text) => {
      expect(matches(address('Bahnhofstraße', '7a'), text)).toBe(false);
    },
  );

  it('are found whichever way an umlaut is typed', () => {
    const found = ['Mühlengasse 2', 'Muehlengasse 2', 'MUHLENGASSE 2', 'Mu\u0308hlengasse 2'];
    expect(found.map((text) => matches(address('Mühlengasse', '2'), text))).toEqual([true, true, true, true]);
  });

  it('take the date in a street name for no house number', () => {
    const street = address('Straße des 17. Juni', '135');
    expect(matches(street, 'Straße des 17. Juni 135')).toBe(true);
    expect(matches(street, 'Straße des 17. Juni')).toBe(true);
    expect(matches(street, 'Straße des 17. Juni 136')).toBe(false);
  });

  it('of a stretch of street are found by each house in it', () => {
    const odd = address('Bahnhofstraße', '1-29 ungerade');
    expect([7, 29, 8, 31].map((number) => matches(odd, `Bahnhofstraße ${number}`))).toEqual([true, true, false, false]);
  });

  it('keep their identity in another spelling, and differ by house and supplement', () => {
    const key = toAddressKey(address('Mühlenstraße', '7a'));
    expect(toAddressKey(address('MUEHLENSTR.', '7 A', { town: 'MUSTERHAGEN' }))).toBe(key);
    expect(toAddressKey(address('Mühlenstraße', '7b'))).not.toBe(key);
    expect(toAddressKey(address('Mühlenstraße', '7a', { supplement: 'Hof' }))).not.toBe(key);
    expect(toAddressKey(address('Mulenstraße', '7a'))).not.toBe(key);
  });

  it('sort their numbers as numbers', () => {
    const keys = ['10', '9', '9a'].map((number) => toAddressSortKey(address('Lindenweg', number)));
    expect([...keys].sort()).toEqual([keys[1], keys[2], keys[0]]);
  });

  it('offer a search text without numbers', () => {
    expect(toAddressSearch(address('Am Stadttor', '4', { supplement: 'Hinterhaus' }))).toBe(
      'amstadttor hinterhaus 39999 musterhagen',
    );
  });

  it.each(['Lindenweg 7a, 39999 Musterhagen', '39999 Musterhagen, Lindenweg 7a', 'Musterhagen, Lindenweg 7a'])(
    'are read from the line %j',
    (line) => {
      expect(parseAddressLine(line)).toMatchObject({
        street: 'Lindenweg',
        town: 'Musterhagen',
        houseNumbers: { from: { number: 7, suffix: 'a' } },
      });
    },
  );

  it('are not read from a line without a name', () => {
    expect(['', ' , ', '12345'].map(parseAddressLine)).toEqual([undefined, undefined, undefined]);
  });
});
