import type { MigrationStep } from '../database/migrate.ts';

/**
 * What the upkeep of the log needs in the database, in every subgraph after its own first step.
 *
 * A partition can only be made by the owner, so the owner lends this one deed to `v_system`. The function makes the
 * partitions of the month of `today` and of the two after it; a month whose events lie in the default partition already
 * is left there. Attaching a table locks the log less than making it a partition at once: writers of other months go on.
 */
export const UPKEEP_MIGRATION: MigrationStep = {
  name: 'platform-0002-upkeep',
  statements: [
    `create function keep_event_partitions(today timestamptz) returns text[]
       language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
       declare
         month timestamptz;
         part text;
         made text[] := '{}';
       begin
         perform pg_advisory_xact_lock(7355610);
         for month in select date_trunc('month', today) + n * interval '1 month' from generate_series(0, 2) as n loop
           part := 'event_' || to_char(month, 'YYYY_MM');
           continue when to_regclass('public.' || part) is not null;
           begin
             execute format('create table public.%I (like public.event including defaults including constraints)', part);
             execute format('alter table public.event attach partition public.%I for values from (%L) to (%L)',
               part, month, month + interval '1 month');
             made := made || part;
           exception when check_violation then
             null; -- the default partition holds events of this month
           end;
         end loop;
         return made;
       end $$`,
    'revoke all on function keep_event_partitions from public',
    'grant execute on function keep_event_partitions to v_system',
    'create index idempotency_by_age on idempotency (created_at)',
  ],
};
