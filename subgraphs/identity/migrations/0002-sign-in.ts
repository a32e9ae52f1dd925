import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';

const LEVELS = `('BASIC', 'SUBSTANTIAL', 'HIGH')`;

/** What a session tells the citizen about itself: with what, from which device, roughly from where. */
const SESSIONS = [
  `alter table session
     add column method text not null default 'state-account',
     add column device text,
     add column place text`,
  'grant update (ended_at) on session to v_citizen, v_staff',
];

/** Her own ways to sign in. `handle` finds a row: the id of a passkey, else a keyed hash (e-mail address, recovery code). */
const METHODS = [
  'alter table citizen add column second_factor boolean not null default false',
  `create table sign_in_method (
     id uuid primary key,
     citizen uuid not null references citizen on delete cascade,
     kind text not null check (kind in ('passkey', 'email', 'totp', 'recovery')),
     handle text,
     level text not null check (level in ${LEVELS}),
     label text not null,
     data jsonb not null default '{}',
     counter bigint not null default 0,
     created_at timestamptz not null default now(),
     last_used_at timestamptz,
     unique (kind, handle)
   )`,
  'create index sign_in_method_by_citizen on sign_in_method (citizen, created_at)',
  `create unique index sign_in_method_one_totp on sign_in_method (citizen) where kind = 'totp'`,
  ...rowRules('sign_in_method', { self: 'citizen', citizenMay: ['delete'], staffMay: ['delete'] }),
];

/** A sign-in between two pages: bound to one browser, good for a few tries and minutes. */
const STEPS = [
  `create table sign_in_step (
     id uuid primary key,
     kind text not null check (kind in ('email-code', 'email-proven', 'new-email', 'second-factor')),
     browser text not null,
     interaction text,
     citizen uuid references citizen on delete cascade,
     handle text,
     sealed text,
     code text,
     tries int not null default 0,
     created_at timestamptz not null default now(),
     expires_at timestamptz not null
   )`,
  'create index sign_in_step_by_handle on sign_in_step (handle, created_at) where handle is not null',
  'create index sign_in_step_expired on sign_in_step (expires_at)',
  ...rowRules('sign_in_step', {}),
];

/** The hub's own sign-in methods, steps between their pages, and what sessions tell of themselves. */
export const signInTables: MigrationStep = {
  name: '0002-sign-in',
  statements: [...SESSIONS, ...METHODS, ...STEPS],
};
