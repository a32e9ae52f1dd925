import { type RouteMode, toRouteMode } from '../../domain/route-mode.ts';
import { type ImportLog, quoted } from '../import-log.ts';
import type { AgencyRow } from '../tables/agency.ts';
import type { RawRouteRow } from '../tables/routes.ts';

/** Route (Linie) with its agency filled in and its means of transport named. */
export type RouteRow = RawRouteRow & { mode: RouteMode };

/** Checks the agency of each route; a feed with a single agency need not name it. */
export const normaliseRoutes = (
  rows: readonly RawRouteRow[],
  agencies: readonly AgencyRow[],
  log: ImportLog,
): RouteRow[] => rows.map((row) => ({ ...row, agencyId: agencyOf(row, agencies, log), mode: toRouteMode(row.type) }));

function agencyOf({ agencyId, line }: RawRouteRow, agencies: readonly AgencyRow[], log: ImportLog): string | null {
  if (agencyId === null && agencies.length <= 1) return agencies[0]?.agencyId ?? null;
  if (agencies.some((agency) => agency.agencyId === agencyId)) return agencyId;
  const place = { file: 'routes.txt', line, field: 'agency_id' };
  if (agencyId === null)
    log.error('GTFS_VALUE_MISSING', place, 'agency_id is empty, but there is more than one agency.');
  else log.error('GTFS_REFERENCE_BROKEN', place, `There is no agency ${quoted(agencyId)}.`);
  return null;
}
