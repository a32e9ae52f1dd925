/** House number (Hausnummer): the number and what follows it, folded: `7a`, `12 1/2`, `3/4`. */
export interface HouseNumber {
  number: number;
  /** Lower case without spaces: `a`, `/4`, `1/2`; empty for a bare number. */
  suffix: string;
}

/** Side of the street (gerade und ungerade Hausnummern). */
export type Parity = 'ALL' | 'ODD' | 'EVEN';

/** House numbers that one entry covers (Hausnummernbereich): `7a`, `1-15 ungerade`, `ab 17`. */
export interface HouseNumberRange {
  from: HouseNumber;
  /** Missing: to the end of the street. */
  to?: HouseNumber;
  parity: Parity;
  /** As the provider wrote it; shown to people. */
  text: string;
}

const NUMBER = String.raw`(\d{1,4})\s*([a-z](?![a-z])|/\s*\d{1,3}[a-z]?|\d/\d)?`;
const SINGLE = new RegExp(`^${NUMBER}$`);
const SPAN = new RegExp(String.raw`^${NUMBER}\s*(?:-|bis|to)\s*(?:${NUMBER}|ende|schluss|end)$`);
const FROM = new RegExp(String.raw`^(?:ab|from)\s*${NUMBER}$`);
const UP_TO = new RegExp(String.raw`^(?:bis|up to|to)\s*${NUMBER}$`);
const WHOLE = /^(?:alle|all|ganze strasse)?$/;
const PARITY = /\b(ungerade|gerade|odd|even)\b(?: (?:seite|nummern|hausnummern|numbers|side))?/;
const FIRST: HouseNumber = { number: 1, suffix: '' };

/** One house number, or undefined for what is none ("Flurstück 12"). */
export function parseHouseNumber(text: string): HouseNumber | undefined {
  const match = SINGLE.exec(text.trim().toLowerCase());
  return match ? toHouseNumber(match[1], match[2]) : undefined;
}

/** All entries of a cell, `1-15 ungerade, 22, 24a`; undefined if one of them is not understood. */
export function parseHouseNumbers(text: string): HouseNumberRange[] | undefined {
  const ranges = text.split(/[,;+]|\bund\b|\band\b/i).map(parseRange);
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

function parseRange(text: string): HouseNumberRange | undefined {
  const plain = text
    .toLowerCase()
    .replace(/[–—−]/g, '-')
    .replace(/ß/g, 'ss')
    .replace(/[().]/g, ' ')
    .replace(/\s+/g, ' ');
  const side = PARITY.exec(plain)?.[1];
  const rest = plain
    .replace(PARITY, '')
    .trim()
    .replace(/^(?:hausnummern?|haus|nr) ?/, '');
  const span = parseSpan(rest.trim(), side !== undefined);
  if (!span || (span.to && compareHouseNumbers(span.from, span.to) > 0)) return undefined;
  return { ...span, parity: toParity(side), text: text.trim().replace(/\s+/g, ' ') };
}

function parseSpan(text: string, hasSide: boolean): Pick<HouseNumberRange, 'from' | 'to'> | undefined {
  if (WHOLE.test(text)) return hasSide || text !== '' ? { from: FIRST } : undefined;
  const single = parseHouseNumber(text);
  if (single) return { from: single, to: single };
  const span = SPAN.exec(text);
  if (span) return withEnd(toHouseNumber(span[1], span[2]), span[3] ? toHouseNumber(span[3], span[4]) : undefined);
  const from = FROM.exec(text);
  if (from) return { from: toHouseNumber(from[1], from[2]) };
  const upTo = UP_TO.exec(text);
  return upTo ? { from: FIRST, to: toHouseNumber(upTo[1], upTo[2]) } : undefined;
}

const withEnd = (from: HouseNumber, to: HouseNumber | undefined) => (to ? { from, to } : { from });

const toHouseNumber = (number = '', suffix = ''): HouseNumber => ({
  number: Number(number),
  suffix: suffix.replace(/\s/g, ''),
});

const toParity = (side: string | undefined): Parity => {
  if (side === undefined) return 'ALL';
  return side === 'gerade' || side === 'even' ? 'EVEN' : 'ODD';
};

const compareHouseNumbers = (a: HouseNumber, b: HouseNumber): number =>
  a.number - b.number || (a.suffix < b.suffix ? -1 : a.suffix > b.suffix ? 1 : 0);

/** One building, not a stretch of street. */
export const isSingleNumber = ({ from, to }: HouseNumberRange): boolean =>
  to !== undefined && compareHouseNumbers(from, to) === 0;

/** Whether a house lies in the range. `1-15` covers 15a, `1-15a` does not cover 15b; a single number covers only itself. */
export function isInRange(house: HouseNumber, range: HouseNumberRange): boolean {
  if (isSingleNumber(range)) return compareHouseNumbers(house, range.from) === 0;
  if (range.parity !== 'ALL' && (house.number % 2 === 1) !== (range.parity === 'ODD')) return false;
  if (compareHouseNumbers(house, range.from) < 0) return false;
  if (!range.to || house.number < range.to.number) return true;
  return house.number === range.to.number && (range.to.suffix === '' || house.suffix <= range.to.suffix);
}
