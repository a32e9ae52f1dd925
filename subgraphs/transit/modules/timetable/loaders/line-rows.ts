import { raw } from '../../../../../platform/database/index.ts';
import { LineMode } from '../entities/enums.ts';
import { Line, TransitAgency } from '../entities/line.ts';

/** A stored line with its agency, as the statements here select it. */
export interface LineRow {
  feed: string;
  route_id: string;
  short_name: string | null;
  long_name: string | null;
  mode: keyof typeof LineMode;
  colour: string | null;
  text_colour: string | null;
  agency_name: string | null;
  agency_url: string | null;
  agency_phone: string | null;
}

/** Columns of a feed `f`, a route `r` and its agency `a`. */
export const LINE_COLUMNS = raw(
  `f.id as feed, r.id as route_id, r.short_name, r.long_name, r.mode, r.colour, r.text_colour,
   a.name as agency_name, a.url as agency_url, a.phone as agency_phone`,
);

export const AGENCY_JOIN = raw('left join agency a on a.version = r.version and a.id = r.agency');

/** A stored line as the graph shows it. */
export const toLine = (row: LineRow): Line =>
  Object.assign(new Line(), {
    id: `${row.feed}:${row.route_id}`,
    name: row.short_name ?? row.long_name ?? row.route_id,
    longName: row.long_name,
    mode: LineMode[row.mode],
    color: row.colour,
    textColor: row.text_colour,
    agency: toAgency(row),
  });

const toAgency = ({ agency_name: name, agency_url: url, agency_phone: phone }: LineRow): TransitAgency | null =>
  name === null ? null : Object.assign(new TransitAgency(), { name, url, phone });
