import { toFraction } from '../../domain/fraction.ts';
import { parseHouseNumbers } from '../../domain/house-number.ts';
import type { IsoDate } from '../../domain/iso-date.ts';
import { toShiftReason } from '../../domain/shift.ts';
import { toColor } from '../color.ts';
import type { PickupTarget } from '../model.ts';
import type { ReadContext } from '../read-context.ts';
import { LONGEST_TEXT, type ProblemCode, quote } from '../report.ts';
import type { Column, Columns } from './columns.ts';
import { parseDateCell } from './date-cell.ts';

export interface Row {
  record: readonly string[];
  columns: Columns;
  line: number;
}

/** A row with what it takes to read it. */
interface RowReader extends ReadContext {
  cell(column: Column): string;
  say(code: ProblemCode, field: Column | undefined, message: string): void;
  line: number;
}

/** Takes over one row: its addresses, its tour, its dates. A row with address, tour and date is a date of the address alone. */
export function readRow(row: Row, context: ReadContext): void {
  const reader = makeReader(row, context);
  const { builder } = context;
  const addresses = readAddresses(reader);
  const tourName = reader.cell('tour') || (addresses.length === 0 ? context.options.tour : undefined);
  const tour = tourName ? builder.addTour(tourName) : undefined;
  if (tour) for (const address of addresses) builder.assign(address, tour);
  const targets =
    addresses.length > 0 ? addresses : [tour ?? defaultTarget(context)].filter((each) => each !== undefined);
  if (targets.length === 0) reader.say('TARGET_MISSING', undefined, 'The row names neither street nor tour.');
  const isAssignment = tour && addresses.length > 0 && !reader.cell('date') && !reader.cell('fraction');
  if (!isAssignment) readPickups(targets, reader);
}

function makeReader({ record, columns, line }: Row, context: ReadContext): RowReader {
  const cell = (column: Column) => record[columns.get(column) ?? -1]?.trim().slice(0, LONGEST_TEXT) ?? '';
  const say = (code: ProblemCode, field: Column | undefined, message: string) =>
    context.report.add(code, { file: context.file, line, ...(field && { field }) }, message);
  if (record.some((text) => text.length > LONGEST_TEXT)) {
    say('TEXT_SHORTENED', undefined, `Longer than ${LONGEST_TEXT} characters.`);
  }
  return { ...context, cell, say, line };
}

function readAddresses(reader: RowReader): PickupTarget[] {
  const { builder, cell, options, say } = reader;
  const street = cell('street');
  if (!street) return [];
  const postalCode = cell('postalCode') || options.postalCode;
  const town = cell('town') || options.town;
  const numberText = cell('houseNumber');
  const ranges = numberText ? parseHouseNumbers(numberText) : [];
  // What is no number ("Flurstück 12") still tells people which house is meant.
  if (!ranges) say('HOUSE_NUMBER_UNREADABLE', 'houseNumber', `Kept as supplement: ${quote(numberText)}`);
  const supplement = [ranges ? '' : numberText, cell('supplement')].filter(Boolean).join(', ');
  const base = { street, ...(supplement && { supplement }), ...(postalCode && { postalCode }), ...(town && { town }) };
  if (!ranges?.length) return [builder.addAddress(base)];
  return ranges.map((houseNumbers) => builder.addAddress({ ...base, houseNumbers }));
}

const defaultTarget = ({ options, builder }: ReadContext): PickupTarget | undefined =>
  options.address && builder.addAddress(options.address);

function readPickups(targets: readonly PickupTarget[], reader: RowReader): void {
  const { builder, cell, file, line } = reader;
  const dates = readDates(reader);
  const providerLabel = cell('fraction');
  if (!providerLabel) {
    reader.say('FIELD_MISSING', 'fraction', 'The row does not say what is collected.');
    return;
  }
  const fraction = toFraction(providerLabel);
  if (fraction === 'OTHER') reader.say('FRACTION_UNKNOWN', 'fraction', `Kept as OTHER: ${quote(providerLabel)}`);
  const details = { fraction, providerLabel, ...readColor(reader), ...readShift(reader, dates) };
  for (const target of targets) {
    for (const date of dates) builder.addPickup({ target, date, ...details }, { file, line });
  }
}

function readDates({ cell, say }: RowReader): IsoDate[] {
  const text = cell('date');
  const dates = text ? parseDateCell(text) : [];
  if (!text) say('FIELD_MISSING', 'date', 'The row has no date.');
  else if (!dates) say('DATE_UNREADABLE', 'date', `No date: ${quote(text)}`);
  return dates ?? [];
}

function readShift({ cell, say }: RowReader, dates: readonly IsoDate[]) {
  const text = cell('originalDate');
  const [originalDate, another] = (text && parseDateCell(text)) || [];
  if (text && (!originalDate || another || dates.length > 1)) {
    say('DATE_UNREADABLE', 'originalDate', `Not one date: ${quote(text)}`);
    return {};
  }
  const reason = toShiftReason(cell('reason'));
  if (reason === 'OTHER') say('REASON_UNKNOWN', 'reason', `Kept as OTHER: ${quote(cell('reason'))}`);
  const isMoved = originalDate !== undefined && originalDate !== dates[0];
  return { ...(isMoved && { originalDate }), ...(reason && { reason }) };
}

function readColor({ cell, say }: RowReader) {
  const color = toColor(cell('color'));
  if (cell('color') && !color) say('COLOR_UNREADABLE', 'color', `No colour: ${quote(cell('color'))}`);
  return color ? { color } : {};
}
