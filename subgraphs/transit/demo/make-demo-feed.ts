import { publicHolidays } from './holidays.ts';
import { type DemoLine, type DemoRun, LINES, RUFBUS_STOPS, STOPS } from './plan.ts';

const FIRST_YEAR = 2025;
const LAST_YEAR = 2035;
const VALID_FROM = `${FIRST_YEAR}0101`;
const VALID_TO = `${LAST_YEAR}1231`;
/** Group of stops that the on-demand bus serves. */
const GROUP = 'rufbus-gebiet';

/** The feed of Musterhagen as file names and texts: what lies in `musterhagen/`. */
export const makeDemoFeed = (): Record<string, string> => ({
  'agency.txt': csv('agency_id,agency_name,agency_url,agency_timezone,agency_lang,agency_phone', [
    [
      'mhb',
      'Musterhagener Busbetriebe (erfunden)',
      'https://bus.musterhagen.example',
      'Europe/Berlin',
      'de',
      '+49 3935 000 100',
    ],
  ]),
  'feed_info.txt': csv(
    'feed_id,feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version',
    [['musterhagen', 'Stadt Musterhagen (erfunden)', 'https://musterhagen.example', 'de', VALID_FROM, VALID_TO, '1']],
  ),
  'stops.txt': csv(
    'stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding,platform_code',
    STOPS.map(({ id, name, latitude, longitude, isStation, parent, wheelchair, platform }) => {
      return [id, name, latitude, longitude, isStation ? 1 : 0, parent, wheelchair, platform];
    }),
  ),
  'routes.txt': csv('route_id,agency_id,route_short_name,route_long_name,route_type,route_color,route_text_color', [
    ...LINES.map(({ id, name, longName, colour }) => [id, 'mhb', name, longName, 3, colour, 'FFFFFF']),
    ['rufbus', 'mhb', 'Rufbus', 'Rufbus Musterhagen und Dörfer', 715, 'F2B600', '000000'],
  ]),
  'calendar.txt': csv('service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', [
    ['werktag', 1, 1, 1, 1, 1, 0, 0, VALID_FROM, VALID_TO],
    ['samstag', 0, 0, 0, 0, 0, 1, 0, VALID_FROM, VALID_TO],
    ['sonntag', 0, 0, 0, 0, 0, 0, 1, VALID_FROM, VALID_TO],
  ]),
  'calendar_dates.txt': csv('service_id,date,exception_type', holidayRows()),
  'trips.txt': csv('route_id,service_id,trip_id,trip_headsign,direction_id,wheelchair_accessible', [
    ...LINES.flatMap(lineTrips).map(({ row }) => row),
    ...RUFBUS.map(({ service }) => rufbusTrip(service)),
  ]),
  'stop_times.txt': csv(
    'trip_id,arrival_time,departure_time,stop_id,location_group_id,stop_sequence,start_pickup_drop_off_window,' +
      'end_pickup_drop_off_window,pickup_type,drop_off_type,pickup_booking_rule_id,drop_off_booking_rule_id',
    [...LINES.flatMap(lineTrips).flatMap(({ times }) => times), ...RUFBUS.flatMap(rufbusTimes)],
  ),
  'location_groups.txt': csv('location_group_id,location_group_name', [
    [GROUP, 'Musterhagen, Seedorf, Lindenau, Birkhorst'],
  ]),
  'location_group_stops.txt': csv(
    'location_group_id,stop_id',
    RUFBUS_STOPS.map((stop) => [GROUP, stop]),
  ),
  'booking_rules.txt': csv(
    'booking_rule_id,booking_type,prior_notice_duration_min,prior_notice_last_day,prior_notice_last_time,' +
      'prior_notice_start_day,message,phone_number,info_url',
    BOOKING_RULES,
  ),
});

type Cell = string | number | undefined;

function csv(header: string, rows: readonly (readonly Cell[])[]): string {
  return `${[header, ...rows.map((row) => row.map(toCell).join(','))].join('\n')}\n`;
}

const toCell = (cell: Cell): string => {
  const text = String(cell ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** On a holiday buses run as on Sunday. */
function holidayRows(): Cell[][] {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  return years.flatMap(publicHolidays).flatMap((date) => {
    if (date.dayOfWeek === 7) return [];
    const day = date.toString().replaceAll('-', '');
    return [
      [date.dayOfWeek === 6 ? 'samstag' : 'werktag', day, 2],
      ['sonntag', day, 1],
    ];
  });
}

function lineTrips(line: DemoLine) {
  return line.runs.flatMap((run) =>
    departures(run).flatMap((start) => [oneTrip(line, run, start, 0), oneTrip(line, run, start, 1)]),
  );
}

function departures({ first, last, everyMinutes }: DemoRun): number[] {
  const start = toMinutes(first);
  const count = Math.floor((toMinutes(last) - start) / everyMinutes) + 1;
  return Array.from({ length: count }, (_, index) => start + index * everyMinutes);
}

function oneTrip(line: DemoLine, { service }: DemoRun, start: number, direction: 0 | 1) {
  const stops = direction === 0 ? line.there : line.back;
  const tripId = `${line.id}-${service}-${direction === 0 ? 'hin' : 'rueck'}-${toClock(start).replace(':', '')}`;
  const headsign = STOPS.find(({ id }) => id === stops.at(-1)?.[0])?.name;
  return {
    row: [line.id, service, tripId, headsign, direction, line.wheelchair],
    times: stops.map(([stop, minutes], index) => {
      const time = `${toClock(start + minutes)}:00`;
      return [tripId, time, time, stop, undefined, index + 1, undefined, undefined, 0, 0, undefined, undefined];
    }),
  };
}

const RUFBUS = [
  { service: 'werktag', from: '08:00:00', to: '20:00:00', rule: 'rufbus-werktag' },
  { service: 'samstag', from: '09:00:00', to: '22:00:00', rule: 'rufbus-wochenende' },
  { service: 'sonntag', from: '09:00:00', to: '22:00:00', rule: 'rufbus-wochenende' },
];

const BOOKING_RULES: Cell[][] = [
  [
    'rufbus-werktag',
    1,
    60,
    undefined,
    undefined,
    undefined,
    'Bitte mindestens 60 Minuten vor der Fahrt anmelden.',
    '+49 3935 000 200',
    'https://bus.musterhagen.example/rufbus',
  ],
  [
    'rufbus-wochenende',
    2,
    undefined,
    1,
    '18:00:00',
    14,
    'Bitte bis 18 Uhr am Tag vor der Fahrt anmelden.',
    '+49 3935 000 200',
    'https://bus.musterhagen.example/rufbus',
  ],
];

const rufbusTrip = (service: string): Cell[] => ['rufbus', service, `rufbus-${service}`, 'Rufbus', undefined, 1];

/** A ride within one group takes two rows: one to get on, one to get off (GTFS reference, location_group_id). */
const rufbusTimes = ({ service, from, to, rule }: (typeof RUFBUS)[number]): Cell[][] => [
  [`rufbus-${service}`, undefined, undefined, undefined, GROUP, 1, from, to, 2, 1, rule, rule],
  [`rufbus-${service}`, undefined, undefined, undefined, GROUP, 2, from, to, 1, 2, rule, rule],
];

function toMinutes(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

const toClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
