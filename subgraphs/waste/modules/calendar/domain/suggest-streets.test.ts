import { describe, expect, it } from '@jest/globals';
import { suggestStreets } from './suggest-streets.ts';

const STREETS = ['Lindenweg', 'Lindenallee', 'Bahnhofstraße', 'Mühlengasse', 'Marktplatz', 'Lindenweg'];

describe('suggestions for a street that is not there', () => {
  it('offer the closest spelling first, each once', () => {
    expect(suggestStreets('Lindenwek', STREETS)).toEqual(['Lindenweg']);
    expect(suggestStreets('Banhofstr.', STREETS)).toEqual(['Bahnhofstraße']);
    expect(suggestStreets('Makrtplatz', STREETS)).toEqual(['Marktplatz']);
  });

  it('complete a beginning', () => {
    expect(suggestStreets('Linden', STREETS)).toEqual(['Lindenallee', 'Lindenweg']);
  });

  it('are bounded in number', () => {
    expect(suggestStreets('Linden', STREETS, 1)).toEqual(['Lindenallee']);
  });

  it('stay away when nothing is close', () => {
    expect(suggestStreets('Zeppelinring', STREETS)).toEqual([]);
    expect(suggestStreets('...', STREETS)).toEqual([]);
  });
});
