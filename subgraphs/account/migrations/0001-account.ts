import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';
import { LOG_SCHEMA } from '../../../platform/log/index.ts';

/** Accounts, profiles, mailboxes. Texts of persons stand in `profile` only, which erasure deletes. */
export const account0001: MigrationStep = {
  name: '0001-account',
  statements: [
    ...LOG_SCHEMA,
    `create table account (
       id uuid primary key,
       state text not null check (state in ('ACTIVE', 'CLOSED')),
       opened_at timestamptz not null default now()
     )`,
    ...rowRules('account', { party: 'id' }),
    `create table profile (
       id uuid primary key references account (id) on delete cascade,
       given_name text,
       family_name text,
       birth_name text,
       birth_date date,
       birth_place text,
       street text,
       zip_code text,
       city text,
       country text,
       email text,
       phone text,
       language text not null default 'de' check (language in ('de', 'en', 'leicht')),
       verified jsonb not null default '[]',
       version int not null default 1
     )`,
    ...rowRules('profile', { party: 'id', citizenMay: ['update'] }),
    `create table message (
       id uuid primary key,
       place bigint generated always as identity,
       party uuid not null,
       kind text not null check (kind in ('NOTIFICATION', 'REQUEST', 'PAYMENT_REQUEST')),
       template text not null,
       parameters jsonb not null,
       case_id uuid,
       event_id uuid not null,
       sent_at timestamptz not null default now(),
       read_at timestamptz,
       version int not null default 1
     )`,
    'create unique index message_by_party on message (party, place desc)',
    // The count of what is unread costs what is unread, however much was read before.
    'create index message_unread on message (party) where read_at is null',
    ...rowRules('message', { party: 'party' }),
    'grant update (read_at, version) on message to v_citizen',
  ],
};
