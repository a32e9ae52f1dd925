import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { invariant } from '../../../../../platform/errors/index.ts';
import { FRACTIONS, type Fraction } from '../domain/fraction.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import { SHIFT_REASONS, type ShiftReason } from '../domain/shift.ts';

/** German, English, Leichte Sprache (BCP 47 variant `simple`). */
export const CALENDAR_LANGUAGES = ['de', 'en', 'de-simple'] as const;
export type CalendarLanguage = (typeof CALENDAR_LANGUAGES)[number];

/** The words of one language; see texts.yaml. */
export interface CalendarTexts {
  /** Name of the calendar; no address, for a feed may be shared. */
  title: string;
  summary: string;
  moved: string;
  movedFor: string;
  alarm: string;
  date: Intl.DateTimeFormatOptions;
  locale: string;
  reasons: Record<ShiftReason, string>;
  fractions: Record<Fraction, string>;
}

const ALL = parse(readFileSync(join(import.meta.dirname, 'texts.yaml'), 'utf8')) as Record<string, CalendarTexts>;

export function calendarTexts(language: CalendarLanguage): CalendarTexts {
  const texts = ALL[language];
  invariant(texts, `texts.yaml speaks ${language}`);
  invariant(
    FRACTIONS.every((each) => texts.fractions[each]),
    `texts.yaml names every fraction in ${language}`,
  );
  invariant(
    SHIFT_REASONS.every((each) => texts.reasons[each]),
    `texts.yaml names every reason in ${language}`,
  );
  return texts;
}

/** Puts values into `{name}`; a value with braces of its own is left as it is. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A day as people write it in that language. */
export const formatDay = (day: IsoDate, { locale, date }: CalendarTexts): string =>
  new Intl.DateTimeFormat(locale, { ...date, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
