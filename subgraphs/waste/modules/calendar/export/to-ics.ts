import { addDays, type IsoDate } from '../domain/iso-date.ts';
import { comparePickups, type Pickup } from '../domain/pickup.ts';
import { type Alarm, toTrigger } from './alarm.ts';
import { toContentLine, toTextLine } from './content-line.ts';
import { toEventUids } from './event-uid.ts';
import { type CalendarLanguage, type CalendarTexts, calendarTexts, fill, formatDay } from './texts.ts';

/** A date with what calendar programs need to notice a change. */
export interface ExportPickup extends Pickup {
  /** When our entry was last changed; DTSTAMP, and so part of the feed's ETag. */
  changedAt: Date;
  /** Counts the changes of the entry, from 0. */
  sequence?: number;
  /** Dropped without replacement: stays in the feed so that subscribers see it. */
  isCancelled?: boolean;
}

export interface IcsInput {
  calendarName: string;
  /** Identity of the address; only its hash goes into the file. */
  addressId: string;
  /** Shown as place of each event; left out by default, for a feed may be shared. */
  location?: string;
  pickups: readonly ExportPickup[];
  alarm?: Alarm;
  lang: CalendarLanguage;
  /** Host name of the hub: the right half of each UID. */
  host: string;
}

const PRODUCT = '-//Stadttor//Abfallkalender//DE';

/** Collection calendar as a file to subscribe to (Kalender-Abo, `text/calendar; charset=utf-8`), RFC 5545; one event per date. */
export function toIcs(input: IcsInput): string {
  const texts = calendarTexts(input.lang);
  const uids = toEventUids(input.addressId, input.pickups, input.host);
  const events = [...input.pickups]
    .sort(comparePickups)
    .map((pickup) => toEvent(pickup, uids.get(pickup) ?? '', input, texts));
  return [...calendarHead(input.calendarName), ...events, toContentLine('END', 'VCALENDAR')].join('');
}

/** NAME and REFRESH-INTERVAL are RFC 7986, the X- lines their older forms, which more programs read. */
const calendarHead = (name: string): string[] => [
  toContentLine('BEGIN', 'VCALENDAR'),
  toContentLine('VERSION', '2.0'),
  toContentLine('PRODID', PRODUCT),
  toContentLine('CALSCALE', 'GREGORIAN'),
  toContentLine('METHOD', 'PUBLISH'),
  toTextLine('NAME', name),
  toTextLine('X-WR-CALNAME', name),
  toContentLine('REFRESH-INTERVAL;VALUE=DURATION', 'P1D'),
  toContentLine('X-PUBLISHED-TTL', 'P1D'),
];

function toEvent(pickup: ExportPickup, uid: string, { location, alarm }: IcsInput, texts: CalendarTexts): string {
  const summary = toSummary(pickup, texts);
  const description = toDescription(pickup, texts);
  return [
    toContentLine('BEGIN', 'VEVENT'),
    toTextLine('UID', uid),
    toContentLine('DTSTAMP', toUtcStamp(pickup.changedAt)),
    toContentLine('SEQUENCE', String(pickup.sequence ?? 0)),
    toContentLine('DTSTART;VALUE=DATE', toDateValue(pickup.date)),
    // The end of a whole day is the day after (RFC 5545 section 3.6.1).
    toContentLine('DTEND;VALUE=DATE', toDateValue(addDays(pickup.date, 1))),
    toTextLine('SUMMARY', summary),
    description && toTextLine('DESCRIPTION', description),
    location && toTextLine('LOCATION', location),
    toContentLine('CATEGORIES', pickup.fraction),
    toContentLine('TRANSP', 'TRANSPARENT'),
    pickup.isCancelled && toContentLine('STATUS', 'CANCELLED'),
    alarm && !pickup.isCancelled && toAlarm(alarm, fill(texts.alarm, { summary })),
    toContentLine('END', 'VEVENT'),
  ]
    .filter(Boolean)
    .join('');
}

const toAlarm = (alarm: Alarm, text: string): string =>
  [
    toContentLine('BEGIN', 'VALARM'),
    toContentLine('ACTION', 'DISPLAY'),
    toTextLine('DESCRIPTION', text),
    toContentLine('TRIGGER', toTrigger(alarm)),
    toContentLine('END', 'VALARM'),
  ].join('');

/** A kind we have no word for keeps the provider's. */
const toSummary = ({ fraction, providerLabel }: Pickup, texts: CalendarTexts): string =>
  fraction === 'OTHER'
    ? providerLabel
    : fill(texts.summary, { label: providerLabel, fraction: texts.fractions[fraction] });

function toDescription({ date, originalDate, reason }: Pickup, texts: CalendarTexts): string {
  if (!originalDate || originalDate === date) return '';
  const day = formatDay(originalDate, texts);
  return reason ? fill(texts.movedFor, { date: day, reason: texts.reasons[reason] }) : fill(texts.moved, { date: day });
}

const toDateValue = (date: IsoDate): string => date.replaceAll('-', '');

/** `20260105T063000Z` */
const toUtcStamp = (moment: Date): string => `${moment.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
