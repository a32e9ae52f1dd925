/** A place in degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** Box of degrees around a place; an index on both columns finds what lies in it. */
export interface BoundingBox {
  south: number;
  north: number;
  west: number;
  east: number;
}

/** Length of a degree of latitude, everywhere nearly the same. */
export const METERS_PER_DEGREE = 111_320;

/** How much shorter a degree of longitude is at a latitude; never nothing, so that a pole divides nothing by zero. */
export const longitudeShrink = (latitude: number): number => Math.max(Math.cos((latitude * Math.PI) / 180), 0.01);

/** The box that holds everything within a distance of a place. It does not wrap around the date line: nobody waits there. */
export function boxAround({ latitude, longitude }: Place, distanceMeters: number): BoundingBox {
  const high = distanceMeters / METERS_PER_DEGREE;
  const wide = high / longitudeShrink(latitude);
  return { south: latitude - high, north: latitude + high, west: longitude - wide, east: longitude + wide };
}

/** Whether numbers are a place on earth. */
export const isPlace = ({ latitude, longitude }: Place): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
