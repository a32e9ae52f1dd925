import { colour, integer, routeType, text, url } from '../csv/kinds.ts';
import { optional, type RowOf, required, table } from '../csv/table.ts';

/** Route (Linie). */
export const routes = table(
  'routes.txt',
  {
    routeId: required(text, 'route_id'),
    agencyId: optional(text, 'agency_id'),
    shortName: optional(text, 'route_short_name'),
    longName: optional(text, 'route_long_name'),
    description: optional(text, 'route_desc'),
    type: required(routeType, 'route_type'),
    url: optional(url, 'route_url'),
    colour: optional(colour, 'route_color'),
    textColour: optional(colour, 'route_text_color'),
    sortOrder: optional(integer(0, 2_147_483_647), 'route_sort_order'),
  },
  ['routeId'],
);
export type RawRouteRow = RowOf<typeof routes>;
