import { JOBS_SCHEMA, QUEUE_SETTINGS } from './settings.ts';

/**
 * What the owner adds to pg-boss's own schema, again after each of its migrations.
 *
 * `v_system` works the queues. Everybody else only asks for a job, by a function of the owner: a citizen's unit of work
 * neither reads nor writes the tables, and needs no pg-boss at hand. It fills the columns that depend on the queue as
 * pg-boss does; a queue that no hub has opened yet is made on the way.
 */
export const JOBS_RIGHTS: readonly string[] = [
  `grant usage on schema ${JOBS_SCHEMA} to v_system`,
  `grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to v_system`,
  `create or replace function public.run_later(job text, facts jsonb, due timestamptz) returns uuid
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     declare
       made uuid;
     begin
       if not exists (select from ${JOBS_SCHEMA}.queue where name = job) then
         perform ${JOBS_SCHEMA}.create_queue(job, '${JSON.stringify(QUEUE_SETTINGS)}');
       end if;
       insert into ${JOBS_SCHEMA}.job (name, data, start_after, keep_until, policy, retry_limit, retry_delay, retry_backoff,
           retry_delay_max, expire_seconds, deletion_seconds, heartbeat_seconds)
         select name, facts, due, due + retention_seconds * interval '1s', policy, retry_limit, retry_delay, retry_backoff,
           retry_delay_max, expire_seconds, deletion_seconds, heartbeat_seconds
         from ${JOBS_SCHEMA}.queue where name = job
         returning id into strict made;
       return made;
     end $$`,
  'revoke all on function public.run_later from public',
  'grant execute on function public.run_later to v_citizen, v_staff, v_partner, v_system',
];
