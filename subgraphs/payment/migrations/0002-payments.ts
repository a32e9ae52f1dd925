import type { MigrationStep } from '../../../platform/database/index.ts';
import { rowRules } from '../../../platform/database/index.ts';

const STATES = `'CREATED', 'STARTED', 'PAID', 'FAILED', 'CANCELED', 'QUARANTINED'`;
const OWNERS = { party: 'party', office: 'office' };

/** Payments, which fees they hold, and the ledger. */
export const payments: MigrationStep = {
  name: '0002-payments',
  statements: [
    `create table payment (
       id uuid primary key,
       party uuid not null,
       office int,
       state text not null check (state in (${STATES})),
       reason text,
       cents int not null check (cents > 0),
       currency text not null,
       version int not null default 1,
       request jsonb not null,
       return_url text not null,
       transaction_id text,
       redirect_url text,
       method text,
       reference text,
       receipt_number text unique,
       created_at timestamptz not null,
       started_at timestamptz,
       changed_at timestamptz not null,
       paid_at timestamptz,
       attempts int not null default 0,
       next_poll_at timestamptz,
       polled_at timestamptz,
       leased_until timestamptz,
       check ((state = 'PAID') = (receipt_number is not null))
     )`,
    'create index payment_by_party on payment (party, id desc)',
    'create index payment_due on payment (next_poll_at) where next_poll_at is not null',
    ...rowRules('payment', { ...OWNERS, citizenMay: ['insert'], partnerMay: ['insert'] }),
    `create table payment_fee (
       payment_id uuid not null references payment,
       fee_id uuid not null references fee,
       party uuid not null,
       office int,
       active boolean not null default true,
       primary key (payment_id, fee_id)
     )`,
    // The promise that nobody pays a fee twice at once rests on this index, not on anyone's check.
    'create unique index payment_fee_active on payment_fee (fee_id) where active',
    'create index payment_fee_by_fee on payment_fee (fee_id)',
    ...rowRules('payment_fee', { ...OWNERS, citizenMay: ['insert'], partnerMay: ['insert'] }),
    `create table ledger_entry (
       id bigint generated always as identity primary key,
       payment_id uuid not null references payment,
       account text not null check (account in ('PROVIDER', 'FEE', 'SURPLUS')),
       fee_id uuid references fee,
       cents int not null check (cents <> 0),
       currency text not null,
       booked_at timestamptz not null,
       unique nulls not distinct (payment_id, account, fee_id)
     )`,
    ...rowRules('ledger_entry', { systemMay: ['insert'] }),
    `create function ledger_is_balanced() returns trigger language plpgsql as $$
     begin
       if (select sum(cents) from ledger_entry where payment_id = new.payment_id) <> 0 then
         raise exception 'the entries of a payment do not add up to zero';
       end if;
       return null;
     end $$`,
    `create constraint trigger ledger_balance after insert on ledger_entry
       deferrable initially deferred for each row execute function ledger_is_balanced()`,
    'create table receipt_counter (year int primary key, last int not null)',
    ...rowRules('receipt_counter', { systemMay: ['insert', 'update'] }),
  ],
};
