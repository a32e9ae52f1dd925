/** Languages of every text a citizen reads: German, English, Leichte Sprache. */
export const LANGUAGES = ['de', 'en', 'leicht'] as const;
export type LanguageName = (typeof LANGUAGES)[number];

/** One text in all languages of the hub. */
export type Texts = Readonly<Record<LanguageName, string>>;

/** The words of one message template; `note` follows the body where an office has written something of its own. */
export interface MessageTexts {
  readonly subject: Texts;
  readonly body: Texts;
  readonly note?: Texts;
}

/** A text from another subgraph: a language that is missing there reads the German one. */
export function toTexts(value: unknown, fallback: string): Texts {
  const given: Partial<Record<LanguageName, unknown>> = typeof value === 'object' && value !== null ? value : {};
  const word = (text: unknown, otherwise: string) => (typeof text === 'string' && text !== '' ? text : otherwise);
  const de = word(given.de, word(value, fallback));
  return { de, en: word(given.en, de), leicht: word(given.leicht, de) };
}
