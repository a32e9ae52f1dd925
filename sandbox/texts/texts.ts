import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Languages of the sandbox pages; German is the one used when nothing else is asked for. */
export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every text a person sees on a sandbox page. */
export interface Texts {
  banner: string;
  signInTitle: string;
  signInIntro: string;
  levelAsked: Record<'BASIC' | 'SUBSTANTIAL' | 'HIGH', string>;
  personaLegend: string;
  numberedPersona: string;
  levelLegend: string;
  methods: Record<'BASIC' | 'SUBSTANTIAL' | 'HIGH', string>;
  upTo: string;
  signIn: string;
  cancel: string;
  unknownPersona: string;
  levelTooLow: string;
  levelOutOfReach: string;
  payTitle: string;
  purpose: string;
  amount: string;
  items: string;
  methodLegend: string;
  paymentMethods: Record<'CREDITCARD' | 'PAYPAL' | 'OTHER', string>;
  pay: string;
  fail: string;
  unknownMethod: string;
  alreadyClosed: string;
  back: string;
  mailTitle: string;
  noMail: string;
  statePortal: Record<'title' | 'linked' | 'notLinked' | 'link' | 'cases', string>;
  errorTitle: string;
  errorText: string;
}

const load = (language: Language): Texts =>
  parse(readFileSync(join(import.meta.dirname, `${language}.yaml`), 'utf8')) as Texts;

/** The texts by language, read once. */
export const TEXTS: Readonly<Record<Language, Texts>> = { de: load('de'), en: load('en') };

/** Picks the first language we speak from a list such as `ui_locales` or `Accept-Language`; German otherwise. */
export function pickLanguage(wanted: string | undefined): Language {
  for (const tag of (wanted ?? '').split(/[\s,]+/)) {
    const language = LANGUAGES.find((known) => known === tag.slice(0, 2).toLowerCase());
    if (language) return language;
  }
  return 'de';
}
