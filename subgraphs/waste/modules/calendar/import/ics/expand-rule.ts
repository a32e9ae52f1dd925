import { fromDayNumber, type IsoDate, toDayNumber, toWeekday } from '../../domain/iso-date.ts';
import type { RecurrenceRule } from './rule.ts';

/** First and last day for which rules are written out. */
export interface Window {
  from: IsoDate;
  to: IsoDate;
}

/**
 * Rules without end are capped: from 1 January of this year to 31 December or 365 days from today, whichever is later.
 */
export function toWindow(today: IsoDate): Window {
  const inAYear = fromDayNumber(toDayNumber(today) + 365);
  const yearEnd = `${today.slice(0, 4)}-12-31`;
  return { from: `${today.slice(0, 4)}-01-01`, to: inAYear > yearEnd ? inAYear : yearEnd };
}

/** A year and some days: so far back a period reaches whose last day lies in the window. */
const LONGEST_PERIOD_DAYS = 367;

/**
 * The days of a rule within the window, first to last. The days are walked and tested, not generated, so every rule ends:
 * also those that never match. Walking starts near the window unless the rule counts from its start.
 */
export function expandRule(rule: RecurrenceRule, start: IsoDate, window: Window): IsoDate[] {
  const first = toDayNumber(start);
  const last = Math.min(toDayNumber(window.to), rule.until ? toDayNumber(rule.until) : Number.POSITIVE_INFINITY);
  const walkFrom = rule.count ? first : Math.max(first, toDayNumber(window.from) - LONGEST_PERIOD_DAYS);
  const isDue = makeDueTest(rule, describe(first));
  const due: DayParts[] = [];
  for (
    let day = walkFrom;
    day <= last && !(rule.count && rule.positions.length === 0 && due.length >= rule.count);
    day++
  ) {
    const parts = describe(day);
    // RFC 5545: the start always counts as the first occurrence.
    if (day === first || isDue(parts)) due.push(parts);
  }
  const chosen = rule.positions.length > 0 ? pickPositions(due, rule, first) : due;
  return chosen
    .slice(0, rule.count ?? chosen.length)
    .map(({ date }) => date)
    .filter((date) => date >= window.from);
}

interface DayParts {
  number: number;
  date: IsoDate;
  year: number;
  month: number;
  day: number;
  weekday: number;
}

/** Each day is taken apart once: thousands of events walk over the same year. Days of 1970 to 2199 are some 84,000. */
const DAYS = new Map<number, DayParts>();

function describe(number: number): DayParts {
  const known = DAYS.get(number);
  if (known) return known;
  const parts = takeApart(number);
  DAYS.set(number, parts);
  return parts;
}

function takeApart(number: number): DayParts {
  const date = fromDayNumber(number);
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { number, date, year, month, day, weekday: toWeekday(date) };
}

type DayTest = (day: DayParts) => boolean;

function makeDueTest(rule: RecurrenceRule, start: DayParts): DayTest {
  const startPeriod = toPeriod(start, rule);
  const tests = [makeDayTest(rule, start), monthTest(rule)];
  return (day) => (toPeriod(day, rule) - startPeriod) % rule.interval === 0 && tests.every((test) => test(day));
}

/** Number of the day, week, month or year, so that intervals can be counted. */
function toPeriod({ number, year, month }: DayParts, { frequency, weekStart }: RecurrenceRule): number {
  if (frequency === 'DAILY') return number;
  // Day 0 was a Thursday.
  if (frequency === 'WEEKLY') return Math.floor((number + 4 - weekStart) / 7);
  return frequency === 'MONTHLY' ? year * 12 + month : year;
}

const monthTest =
  ({ months }: RecurrenceRule): DayTest =>
  ({ month }) =>
    months.length === 0 || months.includes(month);

/** What the rule says about days; where it says nothing, the start does. */
function makeDayTest(rule: RecurrenceRule, start: DayParts): DayTest {
  const tests: DayTest[] = [];
  if (rule.monthDays.length > 0) tests.push((day) => includesFromEitherEnd(rule.monthDays, day.day, monthLength(day)));
  if (rule.yearDays.length > 0)
    tests.push((day) => includesFromEitherEnd(rule.yearDays, yearDay(day), yearLength(day)));
  if (rule.weekdays.length > 0) tests.push((day) => rule.weekdays.some((each) => isWeekday(day, each, rule)));
  if (tests.length > 0) return (day) => tests.every((test) => test(day));
  if (rule.frequency === 'DAILY') return () => true;
  if (rule.frequency === 'WEEKLY') return (day) => day.weekday === start.weekday;
  const isFreeMonth = rule.frequency === 'MONTHLY' || rule.months.length > 0;
  return (day) => day.day === start.day && (isFreeMonth || day.month === start.month);
}

function isWeekday(
  day: DayParts,
  { weekday, place }: { weekday: number; place: number },
  rule: RecurrenceRule,
): boolean {
  if (day.weekday !== weekday) return false;
  if (place === 0 || rule.frequency === 'DAILY' || rule.frequency === 'WEEKLY') return true;
  const isOfYear = rule.frequency === 'YEARLY' && rule.months.length === 0;
  const [index, length] = isOfYear ? [yearDay(day), yearLength(day)] : [day.day, monthLength(day)];
  return place > 0 ? Math.ceil(index / 7) === place : Math.ceil((length - index + 1) / 7) === -place;
}

const includesFromEitherEnd = (wanted: readonly number[], index: number, length: number): boolean =>
  wanted.includes(index) || wanted.includes(index - length - 1);

const monthLength = ({ year, month }: DayParts): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const yearDay = ({ number, year }: DayParts): number => number - toDayNumber(`${year}-01-01`) + 1;
const yearLength = ({ year }: DayParts): number => toDayNumber(`${year + 1}-01-01`) - toDayNumber(`${year}-01-01`);

/** BYSETPOS: of the days of each period only some, counted from its beginning or end. */
function pickPositions(due: readonly DayParts[], rule: RecurrenceRule, first: number): DayParts[] {
  const periods = Map.groupBy(due, (day) => toPeriod(day, rule));
  return [...periods.values()].flatMap((days) =>
    days.filter((day, index) => day.number === first || includesFromEitherEnd(rule.positions, index + 1, days.length)),
  );
}
