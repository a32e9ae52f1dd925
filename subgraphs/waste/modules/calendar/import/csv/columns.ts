import { foldText } from '../../domain/fold-text.ts';

/** The columns we understand. Each may be called by any of its names, in any spelling of case, umlauts and spaces. */
const NAMES = {
  town: ['Ort', 'Stadt', 'Gemeinde', 'Wohnort', 'Town', 'City', 'Place'],
  postalCode: ['PLZ', 'Postleitzahl', 'Zip', 'Zip code', 'Postal code', 'Postcode'],
  street: ['Straße', 'Str', 'Strassenname', 'Street', 'Street name'],
  houseNumber: ['Hausnummer', 'Hausnr', 'HNr', 'Nr', 'Nummer', 'Hausnummern', 'House number', 'Number'],
  supplement: ['Zusatz', 'Adresszusatz', 'Hausnummernzusatz', 'Ortsteil', 'Supplement', 'Addition'],
  tour: ['Tour', 'Bezirk', 'Abfuhrbezirk', 'Gebiet', 'Revier', 'Tourname', 'Area', 'District', 'Route'],
  fraction: ['Fraktion', 'Abfallart', 'Müllart', 'Abfall', 'Tonne', 'Behälter', 'Fraction', 'Waste type', 'Type'],
  date: ['Datum', 'Termin', 'Abfuhrtermin', 'Abfuhrdatum', 'Abholdatum', 'Date', 'Collection date', 'Pickup date'],
  originalDate: [
    'Ursprüngliches Datum',
    'Ursprungsdatum',
    'Regeltermin',
    'Originaldatum',
    'Verschoben von',
    'Original date',
  ],
  reason: ['Grund', 'Verschiebungsgrund', 'Anlass', 'Reason'],
  color: ['Farbe', 'Color', 'Colour'],
} as const;
export type Column = keyof typeof NAMES;

/** Where each column stands. */
export type Columns = ReadonlyMap<Column, number>;

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([column, names]) => names.map((name) => [toName(name), column as Column] as const)),
);

function toName(text: string): string {
  return foldText(text).replaceAll(' ', '');
}

/** The columns a row of headings names; the first of two equal ones counts. */
export function toColumns(cells: readonly string[]): Columns {
  const columns = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const column = BY_NAME.get(toName(cell));
    if (column && !columns.has(column)) columns.set(column, index);
  }
  return columns;
}

const DELIMITERS = [';', ',', '\t', '|'] as const;
/** Titles and empty lines may stand above the headings. */
export const LOOKED_AT_LINES = 10;

/** The delimiter under which the first lines show most known headings; `;` where none does. */
export function detectDelimiter(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r\n|\n|\r/, LOOKED_AT_LINES);
  const score = (delimiter: string) => Math.max(...lines.map((line) => toColumns(line.split(delimiter)).size));
  return DELIMITERS.reduce<string>((best, each) => (score(each) > score(best) ? each : best), ';');
}
