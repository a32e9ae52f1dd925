import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';
import { LOG_SCHEMA } from '../../../platform/log/index.ts';
import { CaseState } from '../domain/case-state.ts';

const STATES = Object.values(CaseState)
  .map((state) => `'${state}'`)
  .join(', ');

/** What a step may change of a case; whose it is and what was applied for stays as it was sent. */
const STEP_COLUMNS = 'state, version, note_id, updated_at';

/** Cases, the notes on them, what payments did to them, and who works in which office. */
export const cases: MigrationStep = {
  name: '0001-cases',
  statements: [
    ...LOG_SCHEMA,
    'create sequence case_reference',
    'grant usage on sequence case_reference to v_citizen, v_partner, v_system',
    `create table case_file (
       id uuid primary key,
       reference text not null unique,
       version int not null default 1 check (version > 0),
       service text not null,
       service_version int not null,
       service_name jsonb not null,
       office int not null,
       applicant uuid not null,
       ars char(12) not null,
       state text not null check (state in (${STATES})),
       data jsonb not null,
       note_id uuid,
       submitted_at timestamptz,
       updated_at timestamptz not null default now()
     )`,
    'create index case_file_by_applicant on case_file (applicant, id)',
    'create index case_file_by_office on case_file (office, id)',
    'create index case_file_by_office_state on case_file (office, state, id)',
    ...rowRules('case_file', {
      party: 'applicant',
      office: 'office',
      citizenMay: ['insert'],
      partnerMay: ['insert'],
    }),
    `grant update (${STEP_COLUMNS}) on case_file to v_citizen, v_staff`,
    `create table case_note (
       id uuid primary key,
       case_id uuid not null references case_file (id) on delete cascade,
       applicant uuid not null,
       office int not null,
       author uuid not null,
       text text not null check (char_length(text) between 1 and 2000),
       created_at timestamptz not null default now()
     )`,
    'create index case_note_by_case on case_note (case_id)',
    ...rowRules('case_note', { party: 'applicant', office: 'office', staffMay: ['insert'] }),
    `create table case_payment (
       event_id uuid not null,
       case_id uuid not null,
       applied_at timestamptz not null default now(),
       primary key (event_id, case_id)
     )`,
    ...rowRules('case_payment', {}),
    `create table staff_member (
       person uuid not null,
       office int not null,
       since timestamptz not null default now(),
       primary key (person, office)
     )`,
    ...rowRules('staff_member', { office: 'office' }),
    'create table staff_version (person uuid primary key, version int not null)',
    ...rowRules('staff_version', {}),
  ],
};
