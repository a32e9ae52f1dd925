/** Spellings that mean the same letter: whoever types "Angermuende" means "Angermünde". */
const SPELLINGS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'a', ae: 'a', œ: 'o', oe: 'o', ø: 'o', ue: 'u' };
const SPELLING = new RegExp(Object.keys(SPELLINGS).join('|'), 'g');

/** Longest search and most words that are looked at. */
const LONGEST = 100;
const MOST_WORDS = 6;

/** Search form (Suchform) of a name: words of a-z and 0-9, without case, accents and spelling variants. */
export const toSearchText = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(SPELLING, (letters) => SPELLINGS[letters] ?? letters)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Words of a name, each once. */
export const searchWords = (name: string): string[] => [...new Set(toSearchText(name).split(' '))].filter(Boolean);

/** Beginnings of words that a search asks for, the longest first: that one narrows best. */
export const searchPrefixes = (search: string): string[] =>
  searchWords(search.slice(0, LONGEST))
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);

/** The first text after all that begin with a prefix of a-z and 0-9, in order of bytes. */
export const afterPrefix = (prefix: string): string => `${prefix}~`;
