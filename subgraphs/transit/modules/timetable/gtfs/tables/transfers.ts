import { choice, integer, text } from '../csv/kinds.ts';
import { defaulted, optional, type RowOf, table } from '../csv/table.ts';

/** Kinds of transfer (Anschluss): the last two speak of staying seated on a vehicle that goes on as another trip. */
export type TransferType = 'RECOMMENDED' | 'TIMED' | 'MINIMUM_TIME' | 'NOT_POSSIBLE' | 'IN_SEAT' | 'IN_SEAT_FORBIDDEN';

const transferType = choice<TransferType>({
  '0': 'RECOMMENDED',
  '1': 'TIMED',
  '2': 'MINIMUM_TIME',
  '3': 'NOT_POSSIBLE',
  '4': 'IN_SEAT',
  '5': 'IN_SEAT_FORBIDDEN',
});

/** Transfer (Umstieg) between stops, routes or trips. */
export const transfers = table('transfers.txt', {
  fromStopId: optional(text, 'from_stop_id'),
  toStopId: optional(text, 'to_stop_id'),
  fromRouteId: optional(text, 'from_route_id'),
  toRouteId: optional(text, 'to_route_id'),
  fromTripId: optional(text, 'from_trip_id'),
  toTripId: optional(text, 'to_trip_id'),
  type: defaulted(transferType, 'RECOMMENDED', 'transfer_type'),
  minSeconds: optional(integer(0, 86_400), 'min_transfer_time'),
});
export type TransferRow = RowOf<typeof transfers>;
