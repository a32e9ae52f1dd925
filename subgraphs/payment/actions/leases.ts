import { type Database, raw, SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import { SECOND } from '../../../platform/time.ts';

const FREE = '(leased_until is null or leased_until < now())';
/** Reloading the return page must not become a way to flood the payment service. */
const RETURN_GAP_MS = 1 * SECOND;
const DUE_AT_ONCE = 8;

const ms = (count: number) => raw(`interval '${Math.round(count)} milliseconds'`);

/**
 * Takes a payment that is not yet known to the payment service, to place its order; false when somebody else is at it. A
 * lease outlives the calls it covers and ends by itself, so that a crash leaves nothing behind.
 */
export const leaseToSubmit = (database: Database, id: string, leaseMs: number): Promise<boolean> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const leased = await work.sql`
      update payment set leased_until = now() + ${ms(leaseMs)}, attempts = attempts + 1
      where id = ${id} and state = 'CREATED' and ${raw(FREE)} returning id`;
    return leased.length > 0;
  });

/** Takes a payment whose browser has just come back, unless it was looked at a moment ago. */
export const leaseToLook = (database: Database, id: string, leaseMs: number): Promise<boolean> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const leased = await work.sql`
      update payment set leased_until = now() + ${ms(leaseMs)}
      where id = ${id} and state = 'STARTED' and ${raw(FREE)}
        and (polled_at is null or polled_at < now() - ${ms(RETURN_GAP_MS)}) returning id`;
    return leased.length > 0;
  });

/** The browser is back and was not asked for: the next look comes soon, however rare they have become. */
export const hurry = (database: Database, id: string): Promise<void> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await work.sql`
      update payment set next_poll_at = least(next_poll_at, now() + ${ms(RETURN_GAP_MS)})
      where id = ${id} and state = 'STARTED'`;
  });

/** Takes the next payments whose time has come; any number of workers may ask at once. */
export const leaseDue = (database: Database, leaseMs: number): Promise<string[]> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const rows = await work.sql<{ id: string }>`
      with due as (
        select id from payment where next_poll_at <= now() and ${raw(FREE)}
        order by next_poll_at limit ${DUE_AT_ONCE} for update skip locked
      )
      update payment set leased_until = now() + ${ms(leaseMs)},
        attempts = attempts + case when state = 'CREATED' then 1 else 0 end
      from due where payment.id = due.id returning payment.id`;
    return rows.map(({ id }) => id);
  });

/** Gives a payment back and looks at it again after a while. */
export const postpone = (database: Database, id: string, delayMs: number): Promise<void> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await work.sql`
      update payment set leased_until = null, polled_at = now(), next_poll_at = now() + ${ms(delayMs)}
      where id = ${id} and next_poll_at is not null`;
  });
