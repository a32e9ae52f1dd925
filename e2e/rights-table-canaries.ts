/** Canaries (Kanarienvögel): values that belong to somebody, each with all the places where she herself found it. */
export type Canaries = ReadonlyMap<string, ReadonlySet<string>>;

/** Too short, or one word of a fixed list (a state, a scope): seen anywhere, it proves nothing. */
const tells = (text: string): boolean => text.length >= 5 && !/^([A-Z_]+|[a-z-]+)$/.test(text);

/** Cursors repeat an id that is a canary already, or are made anew for each reader. */
const isCursor = (path: string): boolean => /cursor$/i.test(path);

/** Every telling text of an answer with its place, list indexes left out: `case.events.nodes.note`. */
export function textsOf(value: unknown, path: string): [text: string, path: string][] {
  if (typeof value === 'string') return tells(value) && !isCursor(path) ? [[value, path]] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

/** Collects canaries; what everybody may know (`common`) is none. */
export function toCanaries(texts: readonly [text: string, path: string][], common: ReadonlySet<string>): Canaries {
  const canaries = new Map<string, Set<string>>();
  for (const [text, path] of texts)
    if (!common.has(text)) canaries.set(text, (canaries.get(text) ?? new Set()).add(path));
  return canaries;
}

/** The places whose values stand in these bytes although none of their places may be seen. */
export const leaksIn = (bytes: string, canaries: Canaries, may: (path: string) => boolean): string[] =>
  [...canaries]
    .filter(([text, paths]) => standsIn(bytes, text) && ![...paths].some(may))
    .map(([text, paths]) => `${[...paths][0]}: ${text}`);

/** A day is found as a day: the time of something else on that day says nothing of hers. */
const standsIn = (bytes: string, text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text)
    ? new RegExp(`${text}(?!T)`).test(bytes)
    : bytes.includes(JSON.stringify(text).slice(1, -1));
