import ICAL from 'ical.js';
import { type IsoDate, toDayNumber } from '../../domain/iso-date.ts';
import { LONGEST_TEXT, quote, type ReportWriter } from '../report.ts';
import type { ContentLine } from './content-lines.ts';
import { type DayValue, parseDayValue, toDayWithin, toLocalDay } from './day-value.ts';
import type { EventBlock } from './event-blocks.ts';
import { parseRule, type RecurrenceRule } from './rule.ts';

/** One event of a calendar file, its dates read leniently, its texts by the library. */
export interface CalendarEvent {
  line: number;
  uid?: string;
  start: DayValue;
  rules: RecurrenceRule[];
  extraDays: IsoDate[];
  excludedDays: IsoDate[];
  /** Set on an override: the planned day it replaces (RECURRENCE-ID). */
  replaces?: IsoDate;
  /** The override holds for all later days as well (RANGE=THISANDFUTURE). */
  andFuture: boolean;
  isCancelled: boolean;
  summary?: string;
  location?: string;
  description?: string;
  color?: string;
}

const TEXTS = ['SUMMARY', 'LOCATION', 'DESCRIPTION', 'UID', 'STATUS', 'COLOR'];

/** The event, or undefined with an error in the report where it has no date one could read. */
export function parseEvent(block: EventBlock, file: string, report: ReportWriter): CalendarEvent | undefined {
  const position = { file, line: block.line };
  const startLine = find(block, 'DTSTART');
  const start = startLine && parseDayValue(startLine.value);
  if (!start) {
    const message = startLine ? `No date: ${quote(startLine.value)}` : 'The event has no DTSTART.';
    report.add('DATE_UNREADABLE', { ...position, line: startLine?.line ?? block.line, field: 'DTSTART' }, message);
    return undefined;
  }
  const days = (name: string) => readDays(block, name, start, file, report);
  warnOfSpan(block, start, file, report);
  const recurrenceId = find(block, 'RECURRENCE-ID');
  const [replaces] = days('RECURRENCE-ID');
  return {
    line: block.line,
    start,
    rules: readRules(block, start, file, report),
    extraDays: days('RDATE'),
    excludedDays: days('EXDATE'),
    ...(replaces && { replaces }),
    andFuture: /RANGE=THISANDFUTURE/i.test(recurrenceId?.params ?? ''),
    ...readTexts(block, file, report),
  };
}

const find = (block: EventBlock, name: string): ContentLine | undefined =>
  block.properties.find((property) => property.name === name);

function readDays(block: EventBlock, name: string, start: DayValue, file: string, report: ReportWriter): IsoDate[] {
  const lines = block.properties.filter((property) => property.name === name);
  return lines.flatMap(({ line, value }) =>
    value.split(',').flatMap((text) => {
      // An RDATE may be a period: its start counts.
      const day = parseDayValue(text.split('/')[0] ?? '');
      if (!day) report.add('DATE_UNREADABLE', { file, line, field: name }, `No date: ${quote(text)}`);
      return day ? [toDayWithin(day, start)] : [];
    }),
  );
}

function readRules(block: EventBlock, start: DayValue, file: string, report: ReportWriter): RecurrenceRule[] {
  const lines = block.properties.filter((property) => property.name === 'RRULE');
  return lines.flatMap(({ line, value }) => {
    const rule = parseRule(value, start);
    if (!rule) report.add('RULE_UNSUPPORTED', { file, line, field: 'RRULE' }, `Rule not understood: ${quote(value)}`);
    return rule ? [rule] : [];
  });
}

/** Escapes, quoted parameters and character data are the library's business. */
function readTexts(block: EventBlock, file: string, report: ReportWriter) {
  const texts = new Map<string, string>();
  for (const property of block.properties) {
    if (!TEXTS.includes(property.name) || texts.has(property.name)) continue;
    // Parameters (LANGUAGE, ENCODING, ALTREP) change nothing here, and broken ones would cost the text.
    const value = parseText(`${property.name}:${property.value.slice(0, LONGEST_TEXT)}`);
    const position = { file, line: property.line, field: property.name };
    if (property.value.length > LONGEST_TEXT)
      report.add('TEXT_SHORTENED', position, `Longer than ${LONGEST_TEXT} characters.`);
    if (value === undefined) report.add('LINE_IGNORED', position, `No text: ${quote(property.text)}`);
    else if (value.trim()) texts.set(property.name, value.trim());
  }
  const [uid, summary, location] = ['UID', 'SUMMARY', 'LOCATION'].map((name) => texts.get(name));
  const [description, color] = ['DESCRIPTION', 'COLOR'].map((name) => texts.get(name));
  return {
    isCancelled: texts.get('STATUS')?.toUpperCase() === 'CANCELLED',
    ...(uid && { uid }),
    ...(summary && { summary }),
    ...(location && { location }),
    ...(description && { description }),
    ...(color && { color }),
  };
}

function parseText(line: string): string | undefined {
  try {
    const value = ICAL.Property.fromString(line, ICAL.design.icalendar).getFirstValue();
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A bin is emptied on one day; an event of several is either a week's plan or a mistake. */
function warnOfSpan(block: EventBlock, start: DayValue, file: string, report: ReportWriter): void {
  const endLine = find(block, 'DTEND');
  const end = endLine && parseDayValue(endLine.value);
  if (!endLine || !end) return;
  const days = toDayNumber(toLocalDay(end)) - toDayNumber(toLocalDay(start));
  const position = { file, line: endLine.line, field: 'DTEND' };
  if (days > 1) report.add('SPAN_SHORTENED', position, `The event lasts ${days} days; its first day was taken.`);
}
