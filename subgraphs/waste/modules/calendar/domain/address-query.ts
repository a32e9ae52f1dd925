import { type AddressParts, toAddressSearch, toSearchWords } from './address.ts';
import { type HouseNumber, isInRange, isSingleNumber, parseHouseNumber, parseHouseNumbers } from './house-number.ts';

/** What somebody typed into the address search (Adresssuche), taken apart. */
export interface AddressQuery {
  /** Folded words, each of which must occur in the address. */
  words: string[];
  houseNumber?: HouseNumber;
  postalCode?: string;
}

const POSTAL_CODE = /^\d{5}$/;
/** A number with its letter; "17." is an ordinal of a street name, "7-9" stands for its first house. */
const HOUSE_NUMBER = /^(\d{1,4}(?:[a-z]|\/\d{1,3})?)(?:-\d+[a-z]?)?$/i;
const LETTER = /^[a-z]$/i;
/** Longer input is no address. */
const LONGEST_QUERY = 200;

/** `Bahnhof Str. 7 a, Musterhagen` -> words bahnhof, strasse, musterhagen and house number 7a. */
export function parseAddressQuery(text: string): AddressQuery {
  const tokens = text
    .slice(0, LONGEST_QUERY)
    .split(/[\s,;]+/)
    .filter(Boolean);
  const [postalCode] = take(
    tokens,
    tokens.findIndex((token) => POSTAL_CODE.test(token)),
  );
  const houseNumber = takeHouseNumber(tokens);
  const words = toSearchWords(tokens.join(' '));
  return { words, ...(houseNumber && { houseNumber }), ...(postalCode && { postalCode }) };
}

/** The last number of the text: earlier ones belong to the street ("Platz 1"). */
function takeHouseNumber(tokens: string[]): HouseNumber | undefined {
  const index = tokens.findLastIndex((token) => HOUSE_NUMBER.test(token));
  if (index < 0) return undefined;
  const hasLetter = /\d$/.test(tokens[index] ?? '') && LETTER.test(tokens[index + 1] ?? '');
  const [number = '', letter = ''] = take(tokens, index, hasLetter ? 2 : 1);
  return parseHouseNumber(`${HOUSE_NUMBER.exec(number)?.[1]}${letter}`);
}

const take = (tokens: string[], index: number, count = 1): string[] => (index < 0 ? [] : tokens.splice(index, count));

/** Whether an address answers a query. A query without house number matches every house of the street. */
export function matchesAddress(address: AddressParts, query: AddressQuery): boolean {
  if (query.postalCode && address.postalCode && query.postalCode !== address.postalCode) return false;
  const search = toAddressSearch(address);
  return query.words.every((word) => search.includes(word)) && matchesHouse(address, query.houseNumber);
}

/** Typing `7` also offers 7a and 7b: people often leave the letter for last. */
function matchesHouse({ houseNumbers }: AddressParts, house: HouseNumber | undefined): boolean {
  if (!house || !houseNumbers) return true;
  if (!isSingleNumber(houseNumbers)) return isInRange(house, houseNumbers);
  return houseNumbers.from.number === house.number && houseNumbers.from.suffix.startsWith(house.suffix);
}

/** An address from one line (LOCATION of an event, a file name): `Lindenweg 7a, 39999 Musterhagen`, in either order. */
export function parseAddressLine(line: string): AddressParts | undefined {
  const segments = line
    .slice(0, LONGEST_QUERY)
    .split(/[,\n]/)
    .map((each) => each.trim())
    .filter(Boolean);
  const placeAt = segments.findIndex((each) => /^\d{5}(?!\d)/.test(each));
  const [place] = placeAt >= 0 ? segments.splice(placeAt, 1) : [];
  const streetAt = Math.max(
    0,
    segments.findIndex((each) => splitStreet(each).houseNumbers),
  );
  const [street] = segments.splice(streetAt, 1);
  if (!street || !/\p{L}/u.test(street)) return undefined;
  const town = place ? place.slice(5).trim() : segments.shift();
  const supplement = segments.join(', ');
  return {
    ...splitStreet(street),
    ...(supplement && { supplement }),
    ...(place && { postalCode: place.slice(0, 5) }),
    ...(town && { town }),
  };
}

function splitStreet(text: string): Pick<AddressParts, 'street' | 'houseNumbers'> {
  const match = /^(.*?\p{L}.*?)\s+(\d.*)$/u.exec(text);
  const ranges = match?.[2] ? parseHouseNumbers(match[2]) : undefined;
  const [houseNumbers] = ranges?.length === 1 ? ranges : [];
  return match?.[1] && houseNumbers ? { street: match[1], houseNumbers } : { street: text };
}
