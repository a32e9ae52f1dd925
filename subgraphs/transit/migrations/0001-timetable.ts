import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';
import { LOG_SCHEMA } from '../../../platform/log/index.ts';

const WHEELCHAIR = `check (wheelchair in ('UNKNOWN', 'POSSIBLE', 'NOT_POSSIBLE'))`;

/** Tables whose rows belong to one version of a feed. All their keys begin with it, so that a version goes by index. */
export const VERSION_TABLES = [
  'agency',
  'stop',
  'stop_word',
  'zone_member',
  'route',
  'stop_line',
  'calendar',
  'calendar_exception',
  'booking_rule',
  'trip',
  'stop_time',
] as const;
export type VersionTable = (typeof VERSION_TABLES)[number];

/** Everybody may read the timetable, only the hub itself writes it. */
const OPEN_TABLES = ['feed', 'feed_version', ...VERSION_TABLES];

/**
 * Timetable (Fahrplan): feeds, their versions, and what stands in them.
 *
 * An import writes a whole version that no feed points to yet, then moves the pointer. Rows of a version carry no
 * foreign keys to each other: the import has checked them, and a version is deleted as a whole.
 */
export const timetable: MigrationStep = {
  name: '0001-timetable',
  statements: [
    ...LOG_SCHEMA,
    `create table feed (
       id text primary key,
       name text not null,
       revision int not null default 0,
       version int
     )`,
    `create table feed_version (
       id int generated always as identity primary key,
       feed text not null references feed (id),
       state text not null default 'WRITING' check (state in ('WRITING', 'READY', 'RETIRED')),
       zone text not null,
       latest_second int not null default 0,
       valid_from date,
       valid_to date,
       rows_written bigint not null default 0,
       created_at timestamptz not null default now()
     )`,
    'create index feed_version_by_feed on feed_version (feed)',
    `create table agency (
       version int, id text, name text not null, url text, phone text, email text, primary key (version, id)
     )`,
    `create table stop (
       version int, number int, public_id text not null, name text not null,
       kind text not null check (kind in ('STOP', 'STATION', 'GROUP', 'AREA')),
       latitude float8, longitude float8, station text, platform text, description text,
       wheelchair text not null ${WHEELCHAIR},
       search_text text collate "C" not null,
       primary key (version, number)
     )`,
    'create index stop_by_id on stop (public_id)',
    'create index stop_by_station on stop (station) where station is not null',
    'create index stop_by_place on stop (latitude, longitude) where station is null',
    'create table stop_word (version int, word text collate "C", stop int, primary key (version, word, stop))',
    'create table zone_member (version int, zone int, stop int, primary key (version, stop, zone))',
    `create table route (
       version int, number int, id text not null, agency text, short_name text, long_name text, mode text not null,
       colour text, text_colour text, sort_order int, primary key (version, number)
     )`,
    'create table stop_line (version int, stop int, route int, primary key (version, stop, route))',
    `create table calendar (
       version int, service text, weekdays int not null, start_date date not null, end_date date not null,
       primary key (version, service)
     )`,
    `create table calendar_exception (
       version int, service text, date date, kind text not null check (kind in ('ADDED', 'REMOVED')),
       primary key (version, service, date)
     )`,
    `create table booking_rule (
       version int, number int, id text not null,
       type text not null check (type in ('REAL_TIME', 'SAME_DAY', 'PRIOR_DAYS')),
       notice_min_minutes int, notice_max_minutes int, last_day int, last_time int, start_day int, start_time int,
       notice_service text, message text, phone text, info_url text, booking_url text, primary key (version, number)
     )`,
    `create table trip (
       version int, number int, route int not null, service text not null, headsign text,
       wheelchair text not null ${WHEELCHAIR}, primary key (version, number)
     )`,
    `create table stop_time (
       version int, trip int, sequence int, stop int not null, arrival int, departure int, window_start int,
       window_end int, headsign text, rule int,
       pickup text not null check (pickup in ('REGULAR', 'NONE', 'PHONE', 'DRIVER')),
       boarding boolean not null, primary key (version, trip, sequence)
     )`,
    `create index stop_time_departures on stop_time (version, stop, departure)
       where boarding and departure is not null`,
    'create index stop_time_windows on stop_time (version, stop) where boarding and window_start is not null',
    ...OPEN_TABLES.flatMap((table) => rowRules(table, { public: 'all' })),
    // A fresh version must be known to the planner before anybody asks for it.
    `grant maintain on ${VERSION_TABLES.join(', ')} to v_system`,
  ],
};
