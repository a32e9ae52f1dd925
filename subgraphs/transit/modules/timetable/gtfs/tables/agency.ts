import { text, timezone, url } from '../csv/kinds.ts';
import { optional, type RowOf, required, table } from '../csv/table.ts';

/** Agency (Verkehrsunternehmen). */
export const agencies = table(
  'agency.txt',
  {
    agencyId: optional(text, 'agency_id'),
    name: required(text, 'agency_name'),
    url: optional(url, 'agency_url'),
    timezone: required(timezone, 'agency_timezone'),
    phone: optional(text, 'agency_phone'),
    email: optional(text, 'agency_email'),
  },
  ['agencyId'],
);
export type AgencyRow = RowOf<typeof agencies>;
