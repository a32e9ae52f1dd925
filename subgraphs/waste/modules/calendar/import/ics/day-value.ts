import { type IsoDate, makeIsoDate, toBerlinDay } from '../../domain/iso-date.ts';

/** A DATE or DATE-TIME value, of which a collection calendar needs the day. */
export interface DayValue {
  /** The day as written; in UTC if `utcTime` is set. */
  day: IsoDate;
  /** `HH:MM:SS` where the value is a moment in UTC. */
  utcTime?: string;
}

const FORM = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(?:(\d{2}):?(\d{2}):?(\d{2})?(Z?)|.*))?$/i;

/**
 * Reads `20260105`, `20260105T063000`, `20260104T230000Z` and the truncated `20260105T`. The time of day is a reminder, not
 * when the truck comes, and is dropped; a TZID beside VALUE=DATE has no meaning. Only UTC moments can change the day.
 */
export function parseDayValue(text: string): DayValue | undefined {
  const match = FORM.exec(text.trim());
  const day = match && makeIsoDate(Number(match[1]), Number(match[2]), Number(match[3]));
  if (!day) return undefined;
  const [hour = '', minute = '', second = '00'] = match.slice(4, 7);
  const isUtc = Boolean(match[7]) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isUtc ? { day, utcTime: `${hour}:${minute}:${second}` } : { day };
}

/** The day in Berlin: a rule written in UTC is expanded in UTC days, each of which is brought home. */
export const toLocalDay = ({ day, utcTime }: DayValue): IsoDate =>
  utcTime ? toBerlinDay(new Date(`${day}T${utcTime}Z`)) : day;

/** The day in the reckoning of the event it belongs to: UTC days stay UTC days within an event that reckons in UTC. */
export const toDayWithin = (value: DayValue, start: DayValue): IsoDate =>
  start.utcTime ? value.day : toLocalDay(value);
