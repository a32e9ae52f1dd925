import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';
import { LOG_SCHEMA } from '../../../platform/log/index.ts';

const LEVEL = `check (level in ('BASIC', 'SUBSTANTIAL', 'HIGH'))`;
const levelColumn = (name: string) => `${name} text not null ${LEVEL.replace('level', name)}`;

const PEOPLE = [
  `create table citizen (
     id uuid primary key,
     ${levelColumn('proof')},
     version int not null default 1,
     rights_version int not null default 1,
     created_at timestamptz not null default now()
   )`,
  ...rowRules('citizen', { self: 'id' }),
  // Her own consents are part of her rights: revoking one must be able to raise their version, and nothing else.
  'grant update (rights_version) on citizen to v_citizen, v_partner, v_staff',
  `create table linked_account (
     id uuid primary key,
     citizen uuid not null references citizen on delete cascade,
     provider text not null,
     issuer text not null,
     subject text not null,
     pseudonym text,
     ${levelColumn('level')},
     proved_by text,
     attributes jsonb not null default '{}',
     mailbox_handle text,
     linked_at timestamptz not null default now(),
     unique (issuer, subject)
   )`,
  'create index linked_account_by_citizen on linked_account (citizen, linked_at)',
  ...rowRules('linked_account', { self: 'citizen' }),
];

const SIGN_INS = [
  `create table session (
     id uuid primary key,
     citizen uuid not null references citizen on delete cascade,
     linked_account uuid references linked_account on delete set null,
     ${levelColumn('authentication')},
     browser text,
     agent text not null,
     created_at timestamptz not null default now(),
     last_used_at timestamptz not null default now(),
     expires_at timestamptz not null,
     ended_at timestamptz
   )`,
  'create index session_by_citizen on session (citizen, created_at)',
  'create index session_by_browser on session (browser) where browser is not null',
  ...rowRules('session', { self: 'citizen' }),
  `create table pending_flow (
     state text primary key,
     purpose text not null check (purpose in ('sign-in', 'confirm-link', 'link')),
     provider text not null,
     browser text not null,
     interaction text,
     account_link uuid,
     sealed text not null,
     ${levelColumn('asked')},
     expires_at timestamptz not null
   )`,
  'create index pending_flow_expired on pending_flow (expires_at)',
  ...rowRules('pending_flow', {}),
  `create table account_link (
     id uuid primary key,
     citizen uuid not null references citizen on delete cascade,
     provider text not null,
     return_url text not null,
     state text not null check (state in ('STARTED', 'LINKED', 'REFUSED')),
     linked_account uuid references linked_account on delete set null,
     expires_at timestamptz not null
   )`,
  'create index account_link_by_citizen on account_link (citizen)',
  ...rowRules('account_link', {
    self: 'citizen',
    citizenMay: ['insert'],
    staffMay: ['insert'],
    partnerMay: ['insert'],
  }),
];

const RIGHTS = [
  `create table consent (
     id uuid primary key,
     citizen uuid not null references citizen on delete cascade,
     client text not null,
     purpose text not null,
     version int not null default 1,
     granted_at timestamptz not null default now(),
     revoked_at timestamptz
   )`,
  'create unique index consent_standing on consent (citizen, client, purpose) where revoked_at is null',
  'create index consent_by_citizen on consent (citizen, granted_at)',
  ...rowRules('consent', { self: 'citizen', citizenMay: ['update'], staffMay: ['update'] }),
  `create table staff_office (
     person uuid not null,
     office int not null,
     primary key (person, office)
   )`,
  ...rowRules('staff_office', {}),
];

const PROVIDER = [
  `create table signing_key (
     kid text primary key,
     public_jwk jsonb not null,
     sealed_private text not null,
     created_at timestamptz not null default now(),
     retired_at timestamptz
   )`,
  ...rowRules('signing_key', {}),
  `create table oidc_record (
     model text not null,
     id text not null,
     payload jsonb not null,
     grant_id text,
     uid text,
     consumed_at timestamptz,
     expires_at timestamptz,
     primary key (model, id)
   )`,
  'create index oidc_record_by_grant on oidc_record (grant_id) where grant_id is not null',
  'create index oidc_record_by_uid on oidc_record (uid) where uid is not null',
  'create index oidc_record_expired on oidc_record (expires_at) where expires_at is not null',
  ...rowRules('oidc_record', {}),
];

/** Identity's tables: people and their linked accounts, sign-ins, rights, and what the OpenID provider remembers. */
export const identityTables: MigrationStep = {
  name: '0001-identity',
  statements: [...LOG_SCHEMA, ...PEOPLE, ...SIGN_INS, ...RIGHTS, ...PROVIDER],
};
