import type { Service } from './service.ts';

/** Words too common to say anything; a search for "Urkunde für mein Kind" looks for "urkunde" and "kind". */
const STOP_WORDS = new Set(
  'der die das den dem des ein eine einen einem einer und oder für fuer fur von vom zu zum zur mit im in am an auf ich mein meine meinen the a of for to and my'.split(
    ' ',
  ),
);

interface IndexedService {
  readonly service: Service;
  readonly fields: readonly { readonly weight: number; readonly words: readonly string[] }[];
}

export type ServiceIndex = readonly IndexedService[];

/** Search index (Suchindex): the words of each service, in every language, with the weight of where they stand. */
export const makeIndex = (services: readonly Service[]): ServiceIndex =>
  services.map((service) => ({
    service,
    fields: [
      { weight: 8, words: wordsOf(...Object.values(service.name), service.key) },
      { weight: 4, words: wordsOf(...(service.keywords ?? [])) },
      { weight: 1, words: wordsOf(...Object.values(service.description)) },
    ],
  }));

/** Services in which every word of the text begins a word, best first; without words, all by name. */
export function searchServices(index: ServiceIndex, text: string, category?: string): Service[] {
  const asked = askedWords(text);
  return index
    .filter(({ service }) => category === undefined || service.category === category)
    .map((entry) => ({ service: entry.service, score: scoreOf(entry, asked) }))
    .filter(({ score }) => score > 0 || asked.length === 0)
    .sort((a, b) => b.score - a.score || a.service.name.de.localeCompare(b.service.name.de, 'de'))
    .map(({ service }) => service);
}

/** At most eight words of forty characters: a search box, not a text to compare. */
const askedWords = (text: string): string[][] =>
  text
    .slice(0, 400)
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '' && !STOP_WORDS.has(word))
    .slice(0, 8)
    .map(spellings);

function scoreOf({ fields }: IndexedService, asked: readonly string[][]): number {
  const scores = asked.map((word) => Math.max(...fields.map((field) => field.weight * fitOf(field.words, word))));
  return scores.some((score) => score === 0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}

/** 2 for the whole word, 1 for its beginning. */
function fitOf(words: readonly string[], asked: readonly string[]): number {
  if (asked.some((spelling) => words.includes(spelling))) return 2;
  return asked.some((spelling) => words.some((word) => word.startsWith(spelling))) ? 1 : 0;
}

const wordsOf = (...texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .join(' ')
      .toLowerCase()
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .filter((word) => word !== '')
      .flatMap(spellings),
  ),
];

/** People write Müll, Muell and Mull: each word stands in the index in both spellings without an umlaut. */
const spellings = (word: string): string[] => [...new Set([withE(word), plain(word)])];

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
const withE = (word: string): string => plain(word.normalize('NFC').replace(/[äöü]/g, (letter) => `${letter}e`));
