/** Wheelchair access (Barrierefreiheit) of a stop or a vehicle, as far as the feed says. */
export type WheelchairAccess = 'UNKNOWN' | 'POSSIBLE' | 'NOT_POSSIBLE';

/** A platform that says nothing has the access of its station (GTFS reference, wheelchair_boarding). */
export const inheritAccess = (own: WheelchairAccess, parent: WheelchairAccess | undefined): WheelchairAccess =>
  own === 'UNKNOWN' ? (parent ?? 'UNKNOWN') : own;

/** Whether a ride is step-free (barrierefrei): stop and vehicle must both allow it, and one refusal settles it. */
export function rideAccess(stop: WheelchairAccess, vehicle: WheelchairAccess): WheelchairAccess {
  if (stop === 'NOT_POSSIBLE' || vehicle === 'NOT_POSSIBLE') return 'NOT_POSSIBLE';
  return stop === 'POSSIBLE' && vehicle === 'POSSIBLE' ? 'POSSIBLE' : 'UNKNOWN';
}
