import { foldText, toIdentityText } from './fold-text.ts';
import type { HouseNumberRange } from './house-number.ts';

/** Address of a collection calendar (Anschrift): a house, a stretch of a street, or without numbers the whole street. */
export interface AddressParts {
  street: string;
  houseNumbers?: HouseNumberRange;
  /** Zusatz: rear building, staircase, district. */
  supplement?: string;
  postalCode?: string;
  town?: string;
}

/** Abbreviations of street names (Straßenkürzel), as whole words. */
const SHORT_WORDS: ReadonlyMap<string, string> = new Map([
  ['str', 'strasse'],
  ['pl', 'platz'],
  ['st', 'sankt'],
]);

/** One line for people: `Lindenweg 7a (Hinterhaus), 39999 Musterhagen`. */
export function toAddressLabel({ street, houseNumbers, supplement, postalCode, town }: AddressParts): string {
  const house = [street, houseNumbers?.text, supplement && `(${supplement})`].filter(Boolean).join(' ');
  const place = [postalCode, town].filter(Boolean).join(' ');
  return [house, place].filter(Boolean).join(', ');
}

/** Search words of a text: folded, abbreviations written out. "Bahnhof-Str." becomes `bahnhof`, `strasse`. */
export const toSearchWords = (text: string): string[] => foldText(text).split(' ').filter(Boolean).map(writeOut);

/** Search form of a street: one word, so that Bahnhofstr., Bahnhofstraße and Bahnhof-Strasse agree: `bahnhofstrasse`. */
export const toStreetSearch = (street: string): string => toSearchWords(street).join('');

/** The text a search looks into: street without number, supplement, postal code, town. Numbers are compared as numbers. */
export const toAddressSearch = ({ street, supplement = '', postalCode = '', town = '' }: AddressParts): string =>
  [toStreetSearch(street), ...toSearchWords(`${supplement} ${postalCode} ${town}`)].join(' ');

/** Order of lists: town, street, then house numbers as numbers, so that 9 stands before 10. */
export function toAddressSortKey({ street, houseNumbers, supplement = '', town = '' }: AddressParts): string {
  const number = houseNumbers
    ? `${String(houseNumbers.from.number).padStart(5, '0')}${houseNumbers.from.suffix} ${foldText(houseNumbers.text)}`
    : '00000';
  return [foldText(town), toStreetSearch(street), number, foldText(supplement)].join('|');
}

/** Identity of an address across imports: agrees for spelling variants, differs for different houses. */
export function toAddressKey({
  street,
  houseNumbers,
  supplement = '',
  postalCode = '',
  town = '',
}: AddressParts): string {
  const name = toIdentityText(street).split(' ').map(writeOut).join('');
  return [
    toIdentityText(postalCode),
    toIdentityText(town),
    name,
    toNumberKey(houseNumbers),
    toIdentityText(supplement),
  ].join('|');
}

function toNumberKey(range: HouseNumberRange | undefined): string {
  if (!range) return '';
  const { from, to, parity } = range;
  const end = to ? `${to.number}${to.suffix}` : '';
  return `${from.number}${from.suffix}-${end}${parity === 'ALL' ? '' : parity}`;
}

/** "bahnhofstr" and "str" become "…strasse"; other short forms count only as words of their own. */
const writeOut = (word: string): string => SHORT_WORDS.get(word) ?? (word.endsWith('str') ? `${word}asse` : word);
