import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isInRange, parseHouseNumber, parseHouseNumbers } from './house-number.ts';

const covers = (cell: string, house: string): boolean => {
  const number = parseHouseNumber(house);
  return number !== undefined && (parseHouseNumbers(cell) ?? []).some((range) => isInRange(number, range));
};

describe('house numbers', () => {
  it.each([
    ['1-15 ungerade', ['1', '15', '15a', '7b'], ['2', '16', '17']],
    ['2 – 20 (gerade)', ['2', '20'], ['1', '21', '22']],
    ['gerade 2-20', ['4'], ['5']],
    ['7', ['7'], ['7a', '8']],
    ['7 A', ['7a'], ['7', '7b']],
    ['3b bis 7c', ['3b', '3c', '5', '7c'], ['3a', '3', '7d', '8']],
    ['ab 17', ['17', '999'], ['16']],
    ['17-Ende ungerade', ['17', '201'], ['18']],
    ['bis 9', ['1', '9', '9a'], ['10']],
    ['ungerade', ['1', '9999'], ['2']],
    ['alle', ['1', '4000'], []],
    ['1, 3, 5-9 ungerade und 12', ['1', '3', '7', '12'], ['2', '6', '11']],
    ['Nr. 12 1/2', ['12 1/2'], ['12']],
  ])('%j cover the houses %j but not %j', (cell, inside, outside) => {
    expect(inside.filter((house) => !covers(cell, house))).toEqual([]);
    expect(outside.filter((house) => covers(cell, house))).toEqual([]);
  });

  it.each(['Flurstück 12', '', '15-1', 'siehe Plan', '1-2-3', '12345'])('refuse %j', (cell) => {
    expect(parseHouseNumbers(cell)).toBeUndefined();
  });

  it('never fail on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parseHouseNumbers(text) === undefined || true),
      { seed: 1 },
    );
  });
});
