import { foldText } from './fold-text.ts';
import type { IsoDate } from './iso-date.ts';

/** Why a date was moved (Verschiebungsgrund). */
export const SHIFT_REASONS = ['HOLIDAY', 'WEATHER', 'STRIKE', 'TOUR_CHANGE', 'OTHER'] as const;
export type ShiftReason = (typeof SHIFT_REASONS)[number];

/** Which way a date was moved (Richtung der Verschiebung): earlier is the one people miss. */
export type ShiftDirection = 'EARLIER' | 'LATER';

const WORDS: ReadonlyArray<readonly [ShiftReason, RegExp]> = [
  ['HOLIDAY', /feiertag|holiday|ostern|oster|pfingst|himmelfahrt|weihnacht|neujahr|fronleichnam|christmas|easter/],
  ['WEATHER', /wetter|weather|schnee|snow|glatt|\beis\b|sturm|storm|hochwasser|flood|frost/],
  ['STRIKE', /streik|strike|warnstreik/],
  ['TOUR_CHANGE', /tour|route|fahrplan|revier|planander/],
];

/** The reason that a provider's text gives, OTHER for one we do not know; undefined where there is no text. */
export function toShiftReason(text: string | undefined): ShiftReason | undefined {
  if (!text?.trim()) return undefined;
  const asCode = text.trim().toUpperCase();
  const code = SHIFT_REASONS.find((reason) => reason === asCode);
  if (code) return code;
  const folded = foldText(text);
  return WORDS.find(([, words]) => words.test(folded))?.[0] ?? 'OTHER';
}

/** Undefined for a date that was not moved. */
export function toShiftDirection(date: IsoDate, originalDate: IsoDate | undefined): ShiftDirection | undefined {
  if (!originalDate || originalDate === date) return undefined;
  return date < originalDate ? 'EARLIER' : 'LATER';
}
