import { invariant } from '../errors/index.ts';
import { beginSql, type Viewer } from './viewer.ts';

/** The part of a `pg` client that a session uses. */
export interface SqlClient {
  query(sql: string): Promise<unknown>;
  release(error?: boolean): void;
}

export interface SqlPool {
  connect(): Promise<SqlClient>;
}

interface QueryResult {
  command: string;
  rowCount: number | null;
  rows: unknown[];
}

/**
 * One transaction on one connection, opened at its first statement and asked one statement at a time.
 *
 * MikroORM sees it as its transaction context: of Kysely's transaction it needs `executeQuery` alone. Opening lazily means
 * that a question which the visa answers costs no database at all.
 */
export class Session {
  #client: Promise<SqlClient> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor(
    private readonly pool: SqlPool,
    private readonly viewer: Viewer,
    private readonly mode: 'read only' | 'read write',
  ) {}

  /** Kysely's form, called by MikroORM. */
  async executeQuery({ sql }: { sql: string }) {
    const { command, rowCount, rows } = (await this.query(sql)) as QueryResult;
    return { rows, numAffectedRows: command === 'SELECT' ? undefined : BigInt(rowCount ?? 0) };
  }

  /** Kysely's form of asking for the executor, used by MikroORM for streams and idle checks. */
  getExecutor(): never {
    throw new Error('Streams are not part of a session: page through the rows.');
  }

  query(sql: string): Promise<unknown> {
    invariant(!this.#ended, 'a session is not used after its end');
    const answer = this.#last.then(() => this.ask(sql));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  commit(): Promise<void> {
    return this.end('commit');
  }

  rollback(): Promise<void> {
    return this.end('rollback');
  }

  /** The first statement travels together with what opens the transaction and states the viewer: one round trip less. */
  private async ask(sql: string): Promise<unknown> {
    if (this.#client) return (await this.#client).query(sql);
    this.#client = this.pool.connect();
    const client = await this.#client;
    // The mark tells those who count statements where transaction control ends.
    const results = (await client.query(`${beginSql(this.viewer, this.mode)}; /* first */ ${sql}`)) as unknown[];
    return results.at(-1);
  }

  private async end(how: 'commit' | 'rollback'): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#last;
    const client = await this.#client?.catch(() => undefined);
    if (!client) return;
    try {
      await client.query(how);
      client.release();
    } catch (error) {
      client.release(true);
      if (how === 'commit') throw error;
    }
  }
}
