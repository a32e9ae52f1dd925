import { registerEnumType } from 'type-graphql';
import { FRACTIONS, type Fraction } from '../modules/calendar/domain/fraction.ts';
import { SHIFT_REASONS, type ShiftReason } from '../modules/calendar/domain/shift.ts';
import type { CalendarLanguage as LanguageTag } from '../modules/calendar/export/texts.ts';

const toEnum = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [Key in Name]: Key };
const describe = <Name extends string>(texts: Record<Name, string>) =>
  Object.fromEntries(
    Object.entries<string>(texts).map(([name, description]) => [name, { description }]),
  ) as unknown as Record<Name, { description: string }>;

/** Kind of waste (Abfallfraktion), as the graph shows it. */
export const WasteFraction = toEnum(FRACTIONS);
export type WasteFraction = Fraction;

registerEnumType(WasteFraction, {
  name: 'WasteFraction',
  description: "Kind of waste (Abfallfraktion). The provider's own label stands beside it.",
  valuesConfig: describe<Fraction>({
    RESIDUAL: 'Residual waste (Restmüll).',
    ORGANIC: 'Organic waste (Bioabfall).',
    PAPER: 'Paper and cardboard (Papier).',
    LIGHTWEIGHT: 'Packaging (Gelber Sack, Gelbe Tonne, Wertstofftonne).',
    GLASS: 'Glass (Altglas).',
    BULKY: 'Bulky waste (Sperrmüll).',
    HAZARDOUS: 'Hazardous waste (Schadstoffmobil).',
    GREEN: 'Garden waste (Grünschnitt).',
    CHRISTMAS_TREE: 'Christmas trees (Weihnachtsbäume).',
    ELECTRONICS: 'Electronic waste (Elektroschrott).',
    SCRAP: 'Scrap metal (Schrott).',
    OTHER: 'A kind of its own: the label says which.',
  }),
});

/** Why a date was moved (Verschiebungsgrund), as the graph shows it. */
export const PickupShiftReason = toEnum(SHIFT_REASONS);
export type PickupShiftReason = ShiftReason;

registerEnumType(PickupShiftReason, {
  name: 'PickupShiftReason',
  description: 'Why a collection was moved (Verschiebungsgrund).',
  valuesConfig: describe<ShiftReason>({
    HOLIDAY: 'A public holiday (Feiertag).',
    WEATHER: 'Snow, ice, storm, flood (Wetter).',
    STRIKE: 'A strike (Streik).',
    TOUR_CHANGE: 'The tour was changed (geänderte Tour).',
    OTHER: 'Another reason.',
  }),
});

/** Language of a calendar feed (Sprache des Kalender-Abos). */
export const CalendarLanguage = toEnum(['DE', 'EN', 'LEICHT']);
export type CalendarLanguage = keyof typeof CalendarLanguage;

registerEnumType(CalendarLanguage, {
  name: 'CalendarLanguage',
  description: 'Language of a calendar feed.',
  valuesConfig: describe<CalendarLanguage>({
    DE: 'German.',
    EN: 'English.',
    LEICHT: 'Leichte Sprache (easy-to-read German).',
  }),
});

/** The tag under which the words of a language are kept. */
export const LANGUAGE_TAGS: Readonly<Record<CalendarLanguage, LanguageTag>> = {
  DE: 'de',
  EN: 'en',
  LEICHT: 'de-simple',
};
