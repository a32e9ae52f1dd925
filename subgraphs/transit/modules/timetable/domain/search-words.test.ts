import { describe, expect, it } from '@jest/globals';
import { afterPrefix, searchPrefixes, searchWords, toSearchText } from './search-words.ts';

describe('the search form of a stop name', () => {
  it.each(['Angermünde', 'ANGERMÜNDE', 'Angermuende', 'Angermunde', 'Angermu\u0308nde'])(
    'is the same for %s',
    (name) => {
      expect(toSearchText(name)).toBe('angermunde');
    },
  );

  it('cuts a name into words, each once', () => {
    expect(searchWords('Großräschen, Bahnhof/Post (Bahnhof)')).toEqual(['grossraschen', 'bahnhof', 'post']);
  });

  it('asks for the longest word first and for six at most', () => {
    expect(searchPrefixes('am Bahnhof')).toEqual(['bahnhof', 'am']);
    expect(searchPrefixes('a b c d e f g h')).toHaveLength(6);
    expect(searchPrefixes('  – ')).toEqual([]);
  });

  it('bounds the texts that begin with a prefix', () => {
    const words = ['mark', 'markt', 'marktz9', 'mas'];
    expect(words.filter((word) => word >= 'markt' && word < afterPrefix('markt'))).toEqual(['markt', 'marktz9']);
  });
});
