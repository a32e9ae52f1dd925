import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The sandbox's own memory: one SQLite file, far away from the hub's databases. */
export type Store = DatabaseSync;

const SCHEMA = `
create table if not exists secret (name text primary key, value text not null) strict;
create table if not exists provider_record (
  model text not null, id text not null, payload text not null, grant_id text, uid text, expires_at integer,
  primary key (model, id)) strict;
create index if not exists provider_record_grant on provider_record (grant_id) where grant_id is not null;
create index if not exists provider_record_uid on provider_record (model, uid) where uid is not null;
create index if not exists provider_record_expiry on provider_record (expires_at) where expires_at is not null;
create table if not exists sign_in (
  grant_id text primary key, persona text not null, level text not null, application_id text not null,
  without_pseudonym integer not null default 0) strict;
create table if not exists saml_request (id text primary key, request text not null, kept_at integer not null) strict;
create table if not exists fault (
  id text primary key, part text not null, kind text not null, request_id text, point text,
  times_left integer, settings text not null) strict;
create table if not exists payment_token (
  token_hash text primary key, client_id text not null, expires_at integer not null) strict;
create table if not exists payment (
  transaction_id text primary key, originator_id text not null, end_point_id text not null, client_id text not null,
  request_id text not null, request text not null, amount_cents integer not null, currency text not null,
  page_key text not null unique, status text not null,
  reference text, paid_at text, method text, method_detail text, status_detail text, polls integer not null default 0,
  planned text, created_at text not null,
  unique (originator_id, end_point_id, request_id)) strict;
create table if not exists booking (
  id integer primary key autoincrement, transaction_id text not null references payment, request_id text not null,
  amount_cents integer not null, currency text not null, reference text not null, method text not null,
  booked_at text not null) strict;
`;

/**
 * Opens the sandbox's store: in `dataFolder` when given, else in memory.
 * Write-ahead log: what was answered survives `kill -9`. A power cut may cost the last moments, which a test system can
 * afford: a sign-in writes ten times, and ten syncs would be felt.
 */
export function openStore(dataFolder?: string): Store {
  if (dataFolder) mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const store = new DatabaseSync(dataFolder ? join(dataFolder, 'sandbox.sqlite') : ':memory:', { timeout: 5_000 });
  store.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on;');
  store.exec(SCHEMA);
  store.exec(`delete from sign_in where grant_id not in (select id from provider_record where model = 'Grant')`);
  return store;
}

/** Runs `work` in one transaction: all of it or nothing. SQLite is synchronous, so nothing comes in between. */
export function atomically<T>(store: Store, work: () => T): T {
  store.exec('begin immediate');
  try {
    const result = work();
    store.exec('commit');
    return result;
  } catch (error) {
    store.exec('rollback');
    throw error;
  }
}
