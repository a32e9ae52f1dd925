const GERMAN: ReadonlyArray<readonly [RegExp, string]> = [
  [/ß/g, 'ss'],
  [/æ|ae/g, 'a'],
  [/œ|oe|ø/g, 'o'],
  [/ue/g, 'u'],
];

/**
 * Search form of a text: lower case, without accents, words of a-z and 0-9 with single spaces between them.
 *
 * Müller, Mueller and Muller become the same; so do their neighbours "Neue" and "Neu". Good for finding, never for identity.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const german = GERMAN.reduce((folded, [from, to]) => folded.replace(from, to), plain);
  return german.replace(/[^a-z0-9]+/g, ' ').trim();
}

/** Identity form of a text: spelling variants of umlauts agree (ü, ue), different letters stay different. */
export function toIdentityText(text: string): string {
  const umlauts = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss');
  return umlauts.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
