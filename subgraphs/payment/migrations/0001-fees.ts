import type { MigrationStep } from '../../../platform/database/index.ts';
import { rowRules } from '../../../platform/database/index.ts';
import { LOG_SCHEMA } from '../../../platform/log/index.ts';

/** A planned fee is not there yet for anybody but the hub itself. */
const PARTY = `(state <> 'PLANNED' and party = any((select viewer_parties())::uuid[]))`;
const OFFICE = `(state <> 'PLANNED' and office = any((select viewer_offices())::int[]))`;

/** Fees, and how far the log of the town hall was followed for each case. */
export const fees: MigrationStep = {
  name: '0001-fees',
  statements: [
    ...LOG_SCHEMA,
    `create table case_version (
       case_id uuid primary key,
       version int not null,
       party uuid not null,
       office int
     )`,
    ...rowRules('case_version', { party: 'party', office: 'office' }),
    `create table fee (
       id uuid primary key,
       case_id uuid not null,
       key text not null,
       party uuid not null,
       office int,
       case_reference text not null,
       service_name jsonb,
       cents int not null check (cents > 0),
       currency text not null check (currency ~ '^[A-Z]{3}$'),
       purpose text not null,
       booking_data jsonb not null default '{}',
       state text not null check (state in ('PLANNED', 'OPEN', 'PAID', 'CANCELED')),
       version int not null default 1,
       due_at timestamptz,
       created_at timestamptz not null default now(),
       unique (case_id, key)
     )`,
    ...rowRules('fee', { party: PARTY, office: OFFICE }),
  ],
};
