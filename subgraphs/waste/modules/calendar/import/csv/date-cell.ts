import { type IsoDate, makeIsoDate } from '../../domain/iso-date.ts';

const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/;
const WEEKDAY = /^(?:mo|di|mi|do|fr|sa|so|tu|we|th|su)[a-z]*\.?$/i;

/** The days of a cell: `05.01.2027`, `Mo, 05.01.2027`, `2027-01-05`, several separated by comma or blank; undefined if one is none. */
export function parseDateCell(cell: string): IsoDate[] | undefined {
  const words = cell
    .split(/[\s,;|]+/)
    .filter((word) => word !== '' && !WEEKDAY.test(word) && !/^0?0:00(?::00)?$/.test(word));
  const dates = words.map(parseDate);
  return dates.length > 0 && dates.every((date) => date !== undefined) ? dates : undefined;
}

function parseDate(text: string): IsoDate | undefined {
  const german = GERMAN.exec(text);
  if (german) return makeIsoDate(Number(german[3]), Number(german[2]), Number(german[1]));
  const iso = ISO.exec(text);
  return iso ? makeIsoDate(Number(iso[1]), Number(iso[2]), Number(iso[3])) : undefined;
}
