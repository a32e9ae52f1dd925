import ICAL from 'ical.js';
import type { IsoDate } from '../../domain/iso-date.ts';
import { type DayValue, parseDayValue, toDayWithin } from './day-value.ts';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** A recurrence rule (RFC 5545 section 3.3.10) in whole days. */
export interface RecurrenceRule {
  frequency: Frequency;
  interval: number;
  count?: number;
  until?: IsoDate;
  /** ISO weekday (1 Monday) on which weeks begin. */
  weekStart: number;
  months: number[];
  monthDays: number[];
  yearDays: number[];
  /** Weekday with its place in month or year, 0 for every one: `-1FR` is `{ weekday: 5, place: -1 }`. */
  weekdays: Array<{ weekday: number; place: number }>;
  /** Which days of each period count, from 1 or backwards from -1. */
  positions: number[];
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Rules finer than a day, and by week number, say nothing about bins; they are refused rather than guessed. */
const UNSUPPORTED = ['BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYWEEKNO'] as const;

/** Undefined for a rule that is broken or unsupported. */
export function parseRule(text: string, start: DayValue): RecurrenceRule | undefined {
  const recur = parseRecur(text.replace(/;?UNTIL=[^;]*/i, ''));
  const frequency = recur && toFrequency(recur.freq);
  if (!recur || !frequency || UNSUPPORTED.some((part) => recur.parts[part])) return undefined;
  const untilText = /(?:^|;)UNTIL=([^;]*)/i.exec(text)?.[1];
  const until = untilText === undefined ? undefined : parseDayValue(untilText);
  if (untilText !== undefined && !until) return undefined;
  return {
    frequency,
    interval: Math.max(1, recur.interval),
    ...(recur.count && { count: recur.count }),
    ...(until && { until: toDayWithin(until, start) }),
    weekStart: ((recur.wkst + 5) % 7) + 1,
    months: (recur.parts.BYMONTH ?? []).map(Number),
    monthDays: (recur.parts.BYMONTHDAY ?? []).map(Number),
    yearDays: (recur.parts.BYYEARDAY ?? []).map(Number),
    weekdays: (recur.parts.BYDAY ?? []).map(toWeekdayPart),
    positions: (recur.parts.BYSETPOS ?? []).map(Number),
  };
}

function parseRecur(text: string) {
  try {
    return ICAL.Recur.fromString(text.replace(/^;|;$/g, '').toUpperCase());
  } catch {
    return undefined;
  }
}

const toFrequency = (text: string): Frequency | undefined =>
  (['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const).find((each) => each === text);

const toWeekdayPart = (part: unknown) => {
  const text = String(part);
  return { weekday: WEEKDAYS.indexOf(text.slice(-2)) + 1, place: Number.parseInt(text, 10) || 0 };
};
