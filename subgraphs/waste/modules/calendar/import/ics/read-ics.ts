import { parseAddressLine } from '../../domain/address-query.ts';
import { addDays } from '../../domain/iso-date.ts';
import { toShiftReason } from '../../domain/shift.ts';
import { toColor } from '../color.ts';
import { toNamedTarget } from '../file-target.ts';
import type { PickupTarget, ReadOptions } from '../model.ts';
import type { ReadContext } from '../read-context.ts';
import { quote } from '../report.ts';
import { readContentLines } from './content-lines.ts';
import { toEventBlocks } from './event-blocks.ts';
import { toWindow } from './expand-rule.ts';
import { type Occurrence, toOccurrences } from './occurrences.ts';
import { type CalendarEvent, parseEvent } from './parse-event.ts';
import { type NamedFraction, splitSummary } from './summary.ts';

/** Reads a calendar in ICS form (RFC 5545) with the defects met in the wild; never throws. */
export function readIcs(text: string, context: ReadContext): void {
  const { file, options, builder, report } = context;
  const blocks = toEventBlocks(readContentLines(text), file, report);
  const events = blocks.flatMap((block) => parseEvent(block, file, report) ?? []);
  if (blocks.length === 0) report.add('NOTHING_FOUND', { file, line: 0 }, 'The file has no events.');
  const window = toWindow(options.today);
  for (const group of Map.groupBy(events, ({ uid, line }) => uid ?? line).values()) {
    addGroup(toOccurrences(group, window), context);
    if (builder.isFull) return;
  }
}

/** Title and place are read once for all days of an event. */
function addGroup(occurrences: readonly Occurrence[], context: ReadContext): void {
  for (const [event, days] of Map.groupBy(occurrences, (occurrence) => occurrence.event)) {
    const kinds = readKinds(event, context);
    const target = kinds.length > 0 ? toTarget(event.location, context) : undefined;
    if (target) for (const day of days) addOccurrence(day, kinds, target, context);
  }
}

function readKinds({ summary, line }: CalendarEvent, { file, report }: ReadContext): NamedFraction[] {
  const position = { file, line, field: 'SUMMARY' };
  if (!summary) {
    report.add('SUMMARY_MISSING', position, 'The event does not say what is collected.');
    return [];
  }
  const kinds = splitSummary(summary);
  for (const { fraction, label } of kinds) {
    if (fraction === 'OTHER') report.add('FRACTION_UNKNOWN', position, `Kept as OTHER: ${quote(label)}`);
  }
  return kinds;
}

function addOccurrence(
  { date, originalDate, event }: Occurrence,
  kinds: readonly NamedFraction[],
  target: PickupTarget,
  { file, options, builder }: ReadContext,
): void {
  const offset = options.offsetDays ?? 0;
  const reason = originalDate ? toShiftReason(event.description) : undefined;
  const color = toColor(event.color);
  const details = {
    target,
    date: addDays(date, offset),
    ...(originalDate && { originalDate: addDays(originalDate, offset) }),
    ...(reason && { reason }),
    ...(color && { color }),
  };
  for (const { fraction, label } of kinds) {
    builder.addPickup({ ...details, fraction, providerLabel: label }, { file, line: event.line });
  }
}

/** Whoever imports knows best whose file it is; then each event's LOCATION; then the name of the file. */
function toTarget(location: string | undefined, { file, options, builder }: ReadContext): PickupTarget {
  if (options.address) return builder.addAddress(options.address);
  if (options.tour) return builder.addTour(options.tour);
  const address = location ? parseAddressLine(location) : undefined;
  return address ? builder.addAddress(withDefaults(address, options)) : toNamedTarget(file, options, builder);
}

const withDefaults = <A extends { town?: string; postalCode?: string }>(
  address: A,
  { town, postalCode }: ReadOptions,
): A => ({
  ...(town && { town }),
  ...(postalCode && { postalCode }),
  ...address,
});
