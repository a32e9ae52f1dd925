import { v7 as uuidv7 } from 'uuid';
import { type Database, raw, SYSTEM_VIEWER, type Work } from '../../../../platform/database/index.ts';
import { WasteImportRunningError } from '../../domain/errors.ts';

/** A calendar that is being built (Kalenderfassung im Bau): nobody sees it before it is put in force. */
export interface NewCalendar {
  readonly id: string;
  /** The calendar in force while this one is built; null for a town's first. */
  readonly previous: string | null;
}

/** A build that was not touched for so long has died. */
const DEAD_AFTER = raw("interval '10 minutes'");
/** Rows deleted in one transaction, so that none writes for long. */
const DELETED_AT_ONCE = 5_000;

/**
 * Begins a version of a town's calendar.
 *
 * @throws WasteImportRunningError while another import of this town is at work
 */
export async function beginCalendar(database: Database, ars: string): Promise<NewCalendar> {
  const id = uuidv7();
  return database.unitOfWork(SYSTEM_VIEWER, async ({ sql }) => {
    await sql`update calendar set state = 'RETIRED' where state = 'BUILDING' and touched_at < now() - ${DEAD_AFTER}`;
    const made = await sql`
      insert into calendar (id, ars, state) values (${id}, ${ars}, 'BUILDING') on conflict do nothing returning id`;
    if (made.length === 0) throw new WasteImportRunningError();
    const [active] = await sql<{ id: string }>`select id from calendar where ars = ${ars} and state = 'ACTIVE'`;
    return { id, previous: active?.id ?? null };
  });
}

/** One step of the build in a transaction of its own; fails if the build was taken for dead meanwhile. */
export const buildStep = (database: Database, { id }: NewCalendar, step: (work: Work) => Promise<unknown>) =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const alive = await work.sql`
      update calendar set touched_at = now() where id = ${id} and state = 'BUILDING' returning id`;
    if (alive.length === 0) throw new WasteImportRunningError();
    await step(work);
  });

/** The flip: from one moment to the next everybody sees the new calendar and nothing of the old. */
export const activateCalendar = (database: Database, calendar: NewCalendar): Promise<void> =>
  buildStep(database, calendar, async ({ sql }) => {
    await sql`update calendar set state = 'RETIRED' where id = ${calendar.previous}`;
    await sql`update calendar set state = 'ACTIVE', activated_at = now() where id = ${calendar.id}`;
  });

/** Gives up a build; what it wrote was never seen. */
export const abandonCalendar = (database: Database, { id }: NewCalendar): Promise<unknown> =>
  database.unitOfWork(
    SYSTEM_VIEWER,
    ({ sql }) => sql`update calendar set state = 'RETIRED' where id = ${id} and state = 'BUILDING'`,
  );

const TABLES = ['pickup', 'address_tour', 'address', 'tour', 'street'];

/** Deletes calendars that are no longer in force, a few rows at a time. Goes on where an earlier run was stopped. */
export async function sweepCalendars(database: Database): Promise<void> {
  const retired = await database.unitOfWork(
    SYSTEM_VIEWER,
    ({ sql }) => sql<{ id: string }>`select id from calendar where state = 'RETIRED'`,
  );
  for (const { id } of retired) {
    for (const table of TABLES) while (await deleteSome(database, table, id));
    await database.unitOfWork(SYSTEM_VIEWER, ({ sql }) => sql`delete from calendar where id = ${id}`);
  }
}

/** False when nothing is left. */
async function deleteSome(database: Database, table: string, calendar: string): Promise<boolean> {
  const deleted = await database.unitOfWork(
    SYSTEM_VIEWER,
    ({ sql }) => sql`
      delete from ${raw(table)} where ctid = any(array(
        select ctid from ${raw(table)} where calendar = ${calendar} limit ${DELETED_AT_ONCE}))
      returning 1`,
  );
  return deleted.length > 0;
}
