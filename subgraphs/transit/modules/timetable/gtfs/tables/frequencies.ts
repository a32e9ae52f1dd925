import { integer, text, time } from '../csv/kinds.ts';
import { defaulted, type RowOf, required, table } from '../csv/table.ts';
import { yesNo } from './choices.ts';

/** Headway (Takt) of a trip; a row is a `Frequency` of the domain. */
export const frequencies = table(
  'frequencies.txt',
  {
    tripId: required(text, 'trip_id'),
    startTime: required(time, 'start_time'),
    endTime: required(time, 'end_time'),
    headwaySeconds: required(integer(1, 86_400), 'headway_secs'),
    exact: defaulted(yesNo, false, 'exact_times'),
  },
  ['tripId', 'startTime'],
);
export type FrequencyRow = RowOf<typeof frequencies>;
