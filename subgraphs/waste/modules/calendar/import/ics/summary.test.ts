import { describe, expect, it } from '@jest/globals';
import { splitSummary } from './summary.ts';

const split = (title: string) => splitSummary(title).map(({ fraction, label }) => `${fraction}: ${label}`);

describe('titles of events', () => {
  it.each([
    ['Restmüll', ['RESIDUAL: Restmüll']],
    ['Abfuhr: Biotonne', ['ORGANIC: Biotonne']],
    ['Gelber Sack / Gelbe Tonne', ['LIGHTWEIGHT: Gelber Sack / Gelbe Tonne']],
    ['Restmüll und Papier', ['RESIDUAL: Restmüll', 'PAPER: Papier']],
    ['Restmüll, Tour 3', ['RESIDUAL: Restmüll, Tour 3']],
    ['Restmüll, Tour 3 / Bio', ['RESIDUAL: Restmüll, Tour 3', 'ORGANIC: Bio']],
    ['Altkleider und Schuhe', ['OTHER: Altkleider und Schuhe']],
    ['Restmüll + Altkleider', ['RESIDUAL: Restmüll', 'OTHER: Altkleider']],
    ['Abfuhr:', ['OTHER: Abfuhr:']],
  ])('%j name %j', (title, named) => {
    expect(split(title)).toEqual(named);
  });
});
