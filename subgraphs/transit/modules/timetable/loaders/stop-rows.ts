import { raw } from '../../../../../platform/database/index.ts';
import { StopKind, WheelchairBoarding } from '../entities/enums.ts';
import { Stop } from '../entities/stop.ts';

/** A stored stop, as the statements here select it. */
export interface StopRow {
  id: string;
  name: string;
  kind: keyof typeof StopKind;
  latitude: number | null;
  longitude: number | null;
  station: string | null;
  platform: string | null;
  description: string | null;
  wheelchair: keyof typeof WheelchairBoarding;
}

/** Columns of a stop `s`. */
export const STOP_COLUMNS = raw(
  's.public_id as id, s.name, s.kind, s.latitude, s.longitude, s.station, s.platform, s.description, s.wheelchair',
);

/** The stops that are shown now, as `s`, with their feed `f`: only the version a feed points to counts. */
export const CURRENT_STOPS = raw('stop s join feed f on f.version = s.version');

/** A stored stop as the graph shows it. */
export const toStop = ({ latitude, longitude, kind, wheelchair, station, ...row }: StopRow): Stop =>
  Object.assign(new Stop(), {
    ...row,
    kind: StopKind[kind],
    wheelchairBoarding: WheelchairBoarding[wheelchair],
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    stationId: station,
  });
