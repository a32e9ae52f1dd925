import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';

/**
 * What linking needs beyond signing in: whom an account speaks for, how old its attributes are, answers on their way, and messages that are good
 * once.
 */
export const linkingTables: MigrationStep = {
  name: '0003-linking',
  statements: [
    `alter table linked_account
       add column holder text not null default 'PERSON' check (holder in ('PERSON', 'ORGANISATION')),
       add column entity_host text,
       add column attributes_at timestamptz not null default now(),
       add column version int not null default 1`,
    'update linked_account set attributes_at = linked_at',
    // One person is one identity; an organisation's account may be linked by several of its people.
    'alter table linked_account drop constraint linked_account_issuer_subject_key',
    `create unique index linked_account_person on linked_account (issuer, subject) where holder = 'PERSON'`,
    `create unique index linked_account_organisation on linked_account (issuer, subject, citizen)
       where holder = 'ORGANISATION'`,
    `alter table account_link
       add column refreshes uuid references linked_account on delete cascade,
       add column browser text`,
    `alter table pending_flow
       add column taken_at timestamptz,
       add column answer text`,
    `create table provider_session (
       session uuid primary key references session on delete cascade,
       issuer text not null,
       subject text not null,
       provider_session text
     )`,
    'create index provider_session_by_subject on provider_session (issuer, subject)',
    ...rowRules('provider_session', {}),
    `create table seen_message (
       issuer text not null,
       id text not null,
       expires_at timestamptz not null,
       primary key (issuer, id)
     )`,
    'create index seen_message_expired on seen_message (expires_at)',
    ...rowRules('seen_message', {}),
  ],
};
