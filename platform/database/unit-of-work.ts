import { AsyncLocalStorage } from 'node:async_hooks';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { invariant } from '../errors/index.ts';
import { insertEvents, type NewEvent } from '../log/insert-events.ts';
import { Session, type SqlPool } from './session.ts';
import { quote } from './sql.ts';
import type { Viewer } from './viewer.ts';

/** What an action works with inside its transaction. */
export interface Work {
  readonly em: SqlEntityManager;
  /** SQL in the same transaction; `${...}` values are quoted. Rows come back as plain objects. */
  sql<Row extends object>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]>;
  /** Adds to the log. Called back after the flush, so that it sees the version the update has made. */
  publish(event: () => NewEvent): void;
}

const inside = new AsyncLocalStorage<true>();

/**
 * Unit of work (Arbeitseinheit): one short transaction as one viewer. Change, event and effect are committed together.
 *
 * Never nested, never across network or file I/O. Events are inserted last, after the row locks of the change: locking
 * streams one by one inside an action led to deadlocks in half of the runs.
 */
export async function runUnitOfWork<Result>(
  { pool, em, viewer }: { pool: SqlPool; em: SqlEntityManager; viewer: Viewer },
  action: (work: Work) => Promise<Result>,
): Promise<{ result: Result; published: boolean }> {
  invariant(!inside.getStore(), 'units of work are never nested');
  const session = new Session(pool, viewer, 'read write');
  const fork = em.fork({ clear: true });
  // MikroORM only ever calls `executeQuery` on its transaction context.
  fork.setTransactionContext(session as never);
  const events: (() => NewEvent)[] = [];
  const work: Work = { em: fork, sql: sqlOn(session), publish: (event) => events.push(event) };
  try {
    const result = await inside.run(true, async () => {
      const value = await action(work);
      await fork.flush();
      await insertEvents(
        session,
        events.map((event) => event()),
      );
      return value;
    });
    await session.commit();
    return { result, published: events.length > 0 };
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

const sqlOn =
  (session: Session): Work['sql'] =>
  async <Row extends object>(text: TemplateStringsArray, ...values: unknown[]) =>
    ((await session.query(quote(text, values))) as { rows: Row[] }).rows;
