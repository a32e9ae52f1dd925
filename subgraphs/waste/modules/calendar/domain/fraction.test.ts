import { describe, expect, it } from '@jest/globals';
import { FRACTIONS, toFraction } from './fraction.ts';

describe('kinds of waste', () => {
  it.each([
    ['Restmüll', 'RESIDUAL'],
    ['RESTMUELL', 'RESIDUAL'],
    ['Restmull 14-täglich', 'RESIDUAL'],
    ['Hausmüll', 'RESIDUAL'],
    ['Bio-Tonne', 'ORGANIC'],
    ['Bio', 'ORGANIC'],
    ['Blaue Tonne', 'PAPER'],
    ['Papiertonne 240 l', 'PAPER'],
    ['gelber sack', 'LIGHTWEIGHT'],
    ['Gelbe Säcke', 'LIGHTWEIGHT'],
    ['LVP', 'LIGHTWEIGHT'],
    ['Altglas', 'GLASS'],
    ['Sperrmüll auf Abruf', 'BULKY'],
    ['Schadstoffmobil', 'HAZARDOUS'],
    ['Grünschnitt', 'GREEN'],
    ['Weihnachtsbäume', 'CHRISTMAS_TREE'],
    ['Elektroschrott', 'ELECTRONICS'],
    ['Metallschrott', 'SCRAP'],
    ['Altkleider', 'OTHER'],
    ['', 'OTHER'],
  ])('takes %j for %s', (label, fraction) => {
    expect(toFraction(label)).toBe(fraction);
  });

  it('takes its own codes as labels', () => {
    expect(FRACTIONS.map((code) => toFraction(code.toLowerCase()))).toEqual([...FRACTIONS]);
  });
});
