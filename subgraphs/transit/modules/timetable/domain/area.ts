/** Position in degrees, longitude first as in GeoJSON (RFC 7946, section 3.1.1). */
export type Position = readonly [longitude: number, latitude: number];

/** Polygon with its outer ring first and holes after it. */
export type Polygon = readonly (readonly Position[])[];

/** Area (Bediengebiet): where an on-demand ride may begin or end. A Polygon of the feed is stored as one of many. */
export interface Area {
  id: string;
  name: string | null;
  description: string | null;
  polygons: readonly Polygon[];
}

/** Whether a position lies in an area; points in a hole lie outside. */
export const areaContains = (area: Pick<Area, 'polygons'>, position: Position): boolean =>
  area.polygons.some(([outer, ...holes]) => {
    return outer !== undefined && inRing(outer, position) && !holes.some((hole) => inRing(hole, position));
  });

/** Even-odd rule: a ray to the east crosses the ring an odd number of times exactly when it starts inside. */
function inRing(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  ring.forEach(([x1, y1], index) => {
    const [x2, y2] = ring.at(index - 1) ?? [x1, y1];
    const crosses = y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
    if (crosses) inside = !inside;
  });
  return inside;
}
