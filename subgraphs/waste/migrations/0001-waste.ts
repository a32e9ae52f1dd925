import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';
import { LOG_SCHEMA } from '../../../platform/log/index.ts';
import { FRACTIONS } from '../modules/calendar/domain/fraction.ts';
import { SHIFT_REASONS } from '../modules/calendar/domain/shift.ts';

const VIEWERS = 'v_citizen, v_staff, v_partner, v_system, v_public';
const oneOf = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/**
 * A town's collection calendar, whole and in versions: an import builds one that nobody sees, then the states flip. Ids are
 * derived from what a row says, so an address keeps its id over versions. `pickup.target` is the id of an address or a tour.
 */
const CALENDAR_TABLES = [
  `create table calendar (
     id uuid primary key,
     ars text not null check (ars ~ '^[0-9]{12}$'),
     state text not null check (state in ('BUILDING', 'ACTIVE', 'RETIRED')),
     touched_at timestamptz not null default now(),
     activated_at timestamptz
   )`,
  `create unique index calendar_active on calendar (ars) where state = 'ACTIVE'`,
  `create unique index calendar_building on calendar (ars) where state = 'BUILDING'`,
  `create table street (
     calendar uuid not null references calendar,
     id uuid not null,
     name text not null,
     name_search text not null,
     postal_code text,
     search text collate "C" not null,
     sort_key text collate "C" not null,
     primary key (calendar, id)
   )`,
  'create index street_by_search on street using gin (search gin_trgm_ops)',
  'create index street_by_name on street using gin (name_search gin_trgm_ops)',
  `create table address (
     calendar uuid not null references calendar,
     id uuid not null,
     street uuid not null,
     label text not null,
     number_from int,
     suffix_from text collate "C",
     number_to int,
     suffix_to text collate "C",
     parity text check (parity in ('ALL', 'ODD', 'EVEN')),
     sort_key text collate "C" not null,
     primary key (calendar, id)
   )`,
  'create index address_by_street on address (calendar, street)',
  'create index address_by_id on address (id)',
  `create table tour (
     calendar uuid not null references calendar,
     id uuid not null,
     name text not null,
     primary key (calendar, id)
   )`,
  `create table address_tour (
     calendar uuid not null references calendar,
     address uuid not null,
     tour uuid not null,
     primary key (calendar, address, tour)
   )`,
  `create table pickup (
     calendar uuid not null references calendar,
     id uuid not null,
     target uuid not null,
     fraction text not null check (fraction in (${oneOf(FRACTIONS)})),
     label text not null,
     colour text,
     date date not null,
     original_date date,
     shift_reason text check (shift_reason in (${oneOf(SHIFT_REASONS)})),
     sequence int not null,
     changed_at timestamptz not null,
     is_cancelled boolean not null default false,
     primary key (calendar, id)
   )`,
  'create index pickup_by_target on pickup (calendar, target, date)',
];

const TABLES = ['calendar', 'street', 'address', 'tour', 'address_tour', 'pickup'];

/** What everybody reads: the rows of calendars in force. With the reader's own rights, so that row rules hold behind it. */
const currentView = (table: string) => [
  `create view current_${table} with (security_invoker = true) as
     select ${table}.* from ${table} join calendar on calendar.id = ${table}.calendar and calendar.state = 'ACTIVE'`,
  `grant select on current_${table} to ${VIEWERS}`,
];

/** Rows of a citizen. Removing her home keeps the row without the address: its version goes on counting. */
const PERSONAL_TABLES = [
  `create table home (
     id uuid primary key,
     party uuid not null unique,
     address uuid,
     version int not null,
     changed_at timestamptz not null default now()
   )`,
  `create table calendar_feed (
     id uuid primary key,
     party uuid not null,
     address uuid not null,
     token_hash text not null unique,
     language text not null check (language in ('DE', 'EN', 'LEICHT')),
     alarm_days int check (alarm_days between 0 and 7),
     alarm_time text check (alarm_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
     created_at timestamptz not null,
     revoked_at timestamptz,
     version int not null,
     check ((alarm_days is null) = (alarm_time is null))
   )`,
  'create index calendar_feed_by_party on calendar_feed (party)',
];

const OWN = ['insert', 'update'] as const;

/** First schema of the waste subgraph. */
export const firstSchema: MigrationStep = {
  name: '0001-waste',
  statements: [
    ...LOG_SCHEMA,
    'create extension if not exists pg_trgm',
    ...CALENDAR_TABLES,
    ...TABLES.flatMap((table) => rowRules(table, { public: 'all' })),
    ...['street', 'address', 'address_tour', 'pickup'].flatMap(currentView),
    ...PERSONAL_TABLES,
    ...rowRules('home', { party: 'party', citizenMay: OWN, partnerMay: OWN }),
    ...rowRules('calendar_feed', { party: 'party', citizenMay: OWN, partnerMay: OWN }),
  ],
};
