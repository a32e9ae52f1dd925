import type { Fraction } from './fraction.ts';
import { FRACTIONS } from './fraction.ts';
import { type IsoDate, toBerlinDay } from './iso-date.ts';
import type { ShiftReason } from './shift.ts';

/** Collection date (Abfuhrtermin): one kind of waste on one day. */
export interface Pickup {
  fraction: Fraction;
  /** The provider's own words, as on the bin. */
  providerLabel: string;
  /** The provider's colour for it: `#rrggbb` or a CSS name. */
  color?: string;
  date: IsoDate;
  /** The planned day, where the date was moved away from it. */
  originalDate?: IsoDate;
  reason?: ShiftReason;
}

/** Order of a collection calendar: by day, then in the order of the fractions, then by label. */
export const comparePickups = (a: Pickup, b: Pickup): number =>
  compareText(a.date, b.date) ||
  FRACTIONS.indexOf(a.fraction) - FRACTIONS.indexOf(b.fraction) ||
  compareText(a.providerLabel, b.providerLabel);

/** Next collection dates (nächste Abfuhrtermine): the first `count` on or after the day `from`. */
export const nextPickups = <P extends Pickup>(pickups: readonly P[], from: IsoDate, count: number): P[] =>
  pickups
    .filter((pickup) => pickup.date >= from)
    .sort(comparePickups)
    .slice(0, count);

/** The day from which a citizen reads her calendar at that moment: today's bins are still of interest. */
export const toReadingDay = (now: Date): IsoDate => toBerlinDay(now);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
