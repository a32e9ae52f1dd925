import { rowRules, VIEWER_FUNCTIONS } from '../database/policies.ts';

/**
 * The tables every subgraph has: its log, the state of the sequencer, the cursors of what it follows in other logs,
 * idempotency keys. First statements of each subgraph's first migration.
 *
 * `event` is append-only and partitioned by month, so that retention drops partitions. `seq` is set by the sequencer alone.
 */
export const LOG_SCHEMA: readonly string[] = [
  ...VIEWER_FUNCTIONS,
  `create table event (
     id bigint generated always as identity,
     event_id uuid not null,
     party uuid not null,
     lead boolean not null,
     office int,
     subject uuid not null,
     version int not null,
     kind text not null,
     state text not null,
     data jsonb not null default '{}',
     seq bigint,
     occurred_at timestamptz not null default now(),
     primary key (id, occurred_at)
   ) partition by range (occurred_at)`,
  'create table event_default partition of event default',
  'create index event_unsequenced on event (id) where seq is null',
  'create index event_by_seq on event (seq)',
  'create index event_by_party on event (party, seq)',
  'create index event_by_office on event (office, seq) where lead',
  'create index event_by_subject on event (subject, version)',
  ...rowRules('event', {
    party: 'party',
    office: 'office',
    citizenMay: ['insert'],
    staffMay: ['insert'],
    partnerMay: ['insert'],
    systemMay: ['insert'],
  }),
  'grant update (seq) on event to v_system',
  `create table log_state (
     one boolean primary key default true check (one),
     epoch uuid not null default gen_random_uuid(),
     origin text not null default '',
     last_seq bigint not null default 0,
     floor_seq bigint not null default 0
   )`,
  'insert into log_state default values',
  ...rowRules('log_state', { public: 'all', systemMay: ['update'] }),
  `create table consumer (
     source text primary key,
     epoch uuid not null,
     seq bigint not null,
     updated_at timestamptz not null default now()
   )`,
  ...rowRules('consumer', {}),
  `create table parked (
     source text not null,
     subject uuid not null,
     seq bigint not null,
     attempts int not null,
     error text not null,
     parked_at timestamptz,
     primary key (source, subject)
   )`,
  ...rowRules('parked', {}),
  `create table idempotency (
     viewer uuid not null,
     client text not null,
     mutation text not null,
     key text not null,
     body_hash text not null,
     result_id uuid not null,
     created_at timestamptz not null default now(),
     primary key (viewer, client, mutation, key)
   )`,
  ...rowRules('idempotency', { self: 'viewer', citizenMay: ['insert'], staffMay: ['insert'], partnerMay: ['insert'] }),
];
