import { addDays, type IsoDate, toDayNumber } from '../../domain/iso-date.ts';
import { toLocalDay } from './day-value.ts';
import { expandRule, type Window } from './expand-rule.ts';
import type { CalendarEvent } from './parse-event.ts';

/** One day on which an event takes place, with the texts that hold on that day. */
export interface Occurrence {
  date: IsoDate;
  originalDate?: IsoDate;
  event: CalendarEvent;
}

/** All days of events with one UID: rules and lists written out, exclusions and overrides honoured. */
export function toOccurrences(events: readonly CalendarEvent[], window: Window): Occurrence[] {
  const overrides = events.filter((event) => event.replaces !== undefined);
  const parents = events.filter((event) => event.replaces === undefined);
  const planned = parents.flatMap((parent) => expandParent(parent, overrides, window));
  const moved = overrides.filter((override) => !override.isCancelled).map((override) => moveOne(override, parents[0]));
  return [...planned, ...moved];
}

function expandParent(parent: CalendarEvent, overrides: readonly CalendarEvent[], window: Window): Occurrence[] {
  if (parent.isCancelled) return [];
  const replaced = new Set(overrides.map(({ replaces }) => replaces));
  const excluded = new Set(parent.excludedDays);
  const days = plannedDays(parent, window).filter((day) => !excluded.has(day) && !replaced.has(day));
  const following = overrides.filter(({ andFuture }) => andFuture);
  return days.flatMap((day) => moveFollowing(day, parent, following));
}

/** Without rule an event is a fact, however far away; rules are promises and end with the window. */
function plannedDays(parent: CalendarEvent, window: Window): IsoDate[] {
  const { start, rules, extraDays } = parent;
  const ruled = rules.length > 0 ? rules.flatMap((rule) => expandRule(rule, start.day, window)) : [start.day];
  return [...new Set([...ruled, ...extraDays])].sort();
}

/** RANGE=THISANDFUTURE: the latest such override before a day moves it by as many days as it moved its own. */
function moveFollowing(day: IsoDate, parent: CalendarEvent, following: readonly CalendarEvent[]): Occurrence[] {
  const override = following
    .filter(({ replaces = '' }) => replaces < day)
    .reduce<CalendarEvent | undefined>((a, b) => (a && (a.replaces ?? '') > (b.replaces ?? '') ? a : b), undefined);
  if (override?.isCancelled) return [];
  const planned = toLocalDay({ ...parent.start, day });
  if (!override?.replaces) return [{ date: planned, event: parent }];
  const days = toDayNumber(override.start.day) - toDayNumber(override.replaces);
  return [withOriginal(addDays(planned, days), planned, inherit(override, parent))];
}

function moveOne(override: CalendarEvent, parent: CalendarEvent | undefined): Occurrence {
  const planned = toLocalDay({ ...(parent ?? override).start, day: override.replaces ?? override.start.day });
  return withOriginal(toLocalDay(override.start), planned, parent ? inherit(override, parent) : override);
}

const withOriginal = (date: IsoDate, planned: IsoDate, event: CalendarEvent): Occurrence =>
  date === planned ? { date, event } : { date, originalDate: planned, event };

/** Overrides in the wild often carry nothing but the new date. */
const inherit = (override: CalendarEvent, parent: CalendarEvent): CalendarEvent => ({
  ...override,
  ...pickText('summary', override, parent),
  ...pickText('location', override, parent),
  ...pickText('color', override, parent),
});

function pickText(name: 'summary' | 'location' | 'color', override: CalendarEvent, parent: CalendarEvent) {
  const text = override[name] ?? parent[name];
  return text === undefined ? {} : { [name]: text };
}
