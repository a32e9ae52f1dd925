import { type AnyEntity, type EntityName, type Logger, MikroORM, type Options } from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { runOnce } from './once.ts';
import { Session, type SqlPool } from './session.ts';
import { runUnitOfWork, type Work } from './unit-of-work.ts';
import { PUBLIC_VIEWER, type Viewer } from './viewer.ts';

export interface DatabaseOptions {
  /** URL of the application role, which owns nothing and acts as `v_public` until it says otherwise. */
  appUrl: string;
  entities: readonly EntityName<AnyEntity>[];
  poolSize?: number;
  /** Told after a commit that published events, so that the sequencer need not wait for its next round. */
  onPublished?: () => void;
}

/** A read session: `em` reads in one read-only transaction as one viewer; `close` ends it. */
export interface ReadSession {
  readonly em: SqlEntityManager;
  sql<Row extends object>(statement: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** The database of one subgraph, as the application sees it: nobody reads or writes without saying as whom. */
export class Database {
  private constructor(
    private readonly orm: MikroORM<PostgreSqlDriver>,
    readonly pool: SqlPool,
    private readonly onPublished: () => void,
  ) {}

  static async open({ appUrl, entities, poolSize = 8, onPublished = () => {} }: DatabaseOptions): Promise<Database> {
    const orm = await MikroORM.init(ormOptions(appUrl, entities, poolSize));
    const connection = orm.em.getDriver().getConnection();
    const pool = (await connection.getNativeClient()) as unknown as Pool;
    return new Database(orm, pool as unknown as SqlPool, onPublished);
  }

  /** Reads as `viewer`. Public reads commit by themselves; all others share one read-only transaction, opened when needed. */
  read(viewer: Viewer): ReadSession {
    const em = this.orm.em.fork({ clear: true }) as SqlEntityManager;
    if (viewer.role === PUBLIC_VIEWER.role) return this.publicRead(em);
    const session = new Session(this.pool, viewer, 'read only');
    em.setTransactionContext(session as never);
    return {
      em,
      sql: async <Row extends object>(statement: string) => ((await session.query(statement)) as { rows: Row[] }).rows,
      close: () => session.commit(),
    };
  }

  /** Runs one read as `viewer` and ends it. */
  async reading<Result>(viewer: Viewer, fn: (session: ReadSession) => Promise<Result>): Promise<Result> {
    const session = this.read(viewer);
    try {
      return await fn(session);
    } finally {
      await session.close();
    }
  }

  /** Reads with one statement as `viewer`, in one round trip. */
  readOnce<Row extends object>(viewer: Viewer, statement: string): Promise<Row[]> {
    return runOnce<Row>(this.pool, viewer, statement, 'read only');
  }

  /** Changes rows with one statement as `viewer`, in one round trip; nothing of it goes into the log. */
  changeOnce<Row extends object>(viewer: Viewer, statement: string): Promise<Row[]> {
    return runOnce<Row>(this.pool, viewer, statement, 'read write');
  }

  /** Runs an action in one transaction as `viewer`; see `runUnitOfWork`. */
  async unitOfWork<Result>(viewer: Viewer, action: (work: Work) => Promise<Result>): Promise<Result> {
    const em = this.orm.em as SqlEntityManager;
    const { result, published } = await runUnitOfWork({ pool: this.pool, em, viewer }, action);
    if (published) this.onPublished();
    return result;
  }

  async close(): Promise<void> {
    await this.orm.close(true);
  }

  private publicRead(em: SqlEntityManager): ReadSession {
    return {
      em,
      sql: async <Row extends object>(statement: string) => em.getConnection().execute<Row[]>(statement),
      close: async () => {},
    };
  }
}

const silent: Pick<Logger, 'log' | 'error' | 'warn' | 'logQuery' | 'setDebugMode' | 'isEnabled'> = {
  log: () => {},
  error: () => {},
  warn: () => {},
  logQuery: () => {},
  setDebugMode: () => {},
  isEnabled: () => false,
};

export const ormOptions = (clientUrl: string, entities: readonly EntityName<AnyEntity>[], poolSize: number) =>
  ({
    driver: PostgreSqlDriver,
    clientUrl,
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    allowGlobalContext: false,
    discovery: { warnWhenNoEntities: false, checkDuplicateTableNames: true },
    pool: { min: 0, max: poolSize },
    loggerFactory: () => silent as Logger,
    forceUtcTimezone: true,
    connect: false,
  }) as unknown as Options<PostgreSqlDriver>;
