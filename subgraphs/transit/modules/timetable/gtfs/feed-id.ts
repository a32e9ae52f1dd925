/** Longest feed id; it is part of every stop id. */
const LONGEST = 40;

/**
 * Feed id (Kennung des Datensatzes) from what the feed calls itself, else from its folder: lower-case letters, digits and
 * dashes, so that it can stand before the colon of a stop id.
 */
export function toFeedId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return plain || 'feed';
}
