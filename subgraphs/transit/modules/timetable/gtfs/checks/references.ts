import { type ImportLog, quoted } from '../import-log.ts';
import { type FrequencyRow, frequencies } from '../tables/frequencies.ts';
import type { TransferRow } from '../tables/transfers.ts';
import type { TripRow } from '../tables/trips.ts';
import type { FeedIndex } from './feed-index.ts';

/** Checks the route, service and shape of a trip and gives it its number. */
export function indexTrip(trip: TripRow, index: FeedIndex, hasShapes: boolean, log: ImportLog): void {
  index.trips.set(trip.tripId, index.trips.size);
  const place = (field: string) => ({ file: 'trips.txt', line: trip.line, field });
  if (!index.routes.has(trip.routeId))
    log.error('GTFS_REFERENCE_BROKEN', place('route_id'), `There is no route ${quoted(trip.routeId)}.`);
  if (!index.services.has(trip.serviceId))
    log.error('GTFS_REFERENCE_BROKEN', place('service_id'), `There is no service ${quoted(trip.serviceId)}.`);
  if (trip.shapeId !== null && hasShapes && !index.shapes.has(trip.shapeId))
    log.warning('GTFS_REFERENCE_DANGLING', place('shape_id'), `There is no shape ${quoted(trip.shapeId)}.`);
}

/** Checks the trip of a headway and that it lasts. */
export function checkFrequency(row: FrequencyRow, index: FeedIndex, log: ImportLog): void {
  const place = { file: frequencies.file, line: row.line };
  if (!index.trips.has(row.tripId))
    log.error('GTFS_REFERENCE_BROKEN', { ...place, field: 'trip_id' }, `There is no trip ${quoted(row.tripId)}.`);
  if (row.endTime <= row.startTime)
    log.error('GTFS_RANGE_REVERSED', { ...place, field: 'end_time' }, 'The headway ends before it begins.');
}

/** Whether all that a transfer names exists; one that does not is left out with a warning. */
export function isUsableTransfer(row: TransferRow, index: FeedIndex, log: ImportLog): boolean {
  const targets: [field: string, id: string | null, known: { has(id: string): boolean }][] = [
    ['from_stop_id', row.fromStopId, index.stops],
    ['to_stop_id', row.toStopId, index.stops],
    ['from_route_id', row.fromRouteId, index.routes],
    ['to_route_id', row.toRouteId, index.routes],
    ['from_trip_id', row.fromTripId, index.trips],
    ['to_trip_id', row.toTripId, index.trips],
  ];
  const broken = targets.filter(([, id, known]) => id !== null && !known.has(id));
  for (const [field, id] of broken) {
    const place = { file: 'transfers.txt', line: row.line, field };
    log.warning('GTFS_REFERENCE_DANGLING', place, `${quoted(id ?? '')} does not exist; the transfer is left out.`);
  }
  return broken.length === 0;
}

/** Stops, groups and areas share one space of ids (GTFS reference, stop_times): an id must not stand for two of them. */
export function checkSharedIds(index: FeedIndex, log: ImportLog): void {
  const report = (file: string, id: string) =>
    log.error('GTFS_ID_DUPLICATE', { file }, `${quoted(id)} also stands for another kind of place.`);
  for (const id of index.groups) if (index.stops.has(id) || index.areas.has(id)) report('location_groups.txt', id);
  for (const id of index.areas) if (index.stops.has(id)) report('locations.geojson', id);
}
