export type Language = 'de' | 'en' | 'leicht';

const isLeicht = (tag: string): boolean => /^(de-(x-)?)?(leicht|ls)/.test(tag);

const toLanguage = (tag: string): Language | undefined => {
  const name = tag.trim().toLowerCase();
  if (isLeicht(name)) return 'leicht';
  if (name === 'de' || name.startsWith('de-')) return 'de';
  return name === 'en' || name.startsWith('en-') ? 'en' : undefined;
};

/** The first language somebody named that the hub speaks; German otherwise. Tags come apart by spaces, commas and quality. */
export function pickLanguage(...sources: readonly unknown[]): Language {
  const tags = sources.flatMap((source) => (typeof source === 'string' ? source.split(/[\s,]+/) : []));
  return tags.map((tag) => toLanguage(tag.split(';')[0] ?? '')).find((language) => language !== undefined) ?? 'de';
}

/** Tag for the `lang` attribute: Leichte Sprache is German. */
export const htmlLang = (language: Language): string => (language === 'en' ? 'en' : 'de');
