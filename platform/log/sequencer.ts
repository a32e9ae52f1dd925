import pg from 'pg';
import type { Logger } from 'pino';
import type { Bell } from './bell.ts';

const BUSY_MS = 20;
const IDLE_MS = 200;
const RECONNECT_MS = 500;
const BATCH = 1000;

/** Rows are numbered in order of their ids, one batch at a time, whoever runs the sequencer: the lock lasts to the commit. */
const NUMBER_BATCH = `
  with batch as materialized (
    select id, occurred_at, row_number() over (order by id) as place
    from (select id, occurred_at from event where seq is null order by id limit ${BATCH}) waiting
  ), start as (
    update log_state set last_seq = last_seq + (select count(*) from batch)
    where exists (select from batch)
    returning last_seq - (select count(*) from batch) as base
  )
  update event set seq = start.base + batch.place from batch, start
  where event.id = batch.id and event.occurred_at = batch.occurred_at`;

/** In one round trip, for each is time in which nobody hears of an event. */
const NUMBER = `begin; select pg_advisory_xact_lock(7355608); ${NUMBER_BATCH}; notify stadttor_log; commit`;
/** Of the batch among the results of these statements. */
const BATCH_RESULT = 2;

/**
 * Sequencer (Nummerierer): gives committed events their place in the one order all readers follow, and rings the bell.
 *
 * It owns one direct connection, which also listens: a hub in another process rings through `NOTIFY`. A row is numbered
 * only after its commit, so a reader at `seq > cursor` can never skip a transaction that was slower.
 */
export class Sequencer {
  #client: pg.Client | undefined;
  #stopped = false;
  #wake: () => void = () => {};
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly appUrl: string,
    private readonly bell: Bell,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await this.connect();
    this.#loop = this.run();
  }

  /** Look now: something was just committed in this process. */
  poke(): void {
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.poke();
    await this.#loop;
    await this.#client?.end().catch(() => {});
  }

  private async run(): Promise<void> {
    while (!this.#stopped) {
      const numbered = await this.round();
      if (numbered < BATCH) await this.pause(numbered > 0 ? BUSY_MS : IDLE_MS);
    }
  }

  private async round(): Promise<number> {
    try {
      if (!this.#client) await this.connect();
      return await this.numberWaiting();
    } catch (error) {
      if (!this.#stopped) this.logger.warn({ err: error }, 'sequencer lost its connection');
      await this.disconnect();
      await this.pause(RECONNECT_MS);
      return 0;
    }
  }

  private async numberWaiting(): Promise<number> {
    const client = this.#client as pg.Client;
    const waiting = await client.query('select from event where seq is null limit 1');
    if (waiting.rowCount === 0) return 0;
    const results = (await client.query(NUMBER)) as unknown as pg.QueryResult[];
    this.bell.ring();
    return results[BATCH_RESULT]?.rowCount ?? 0;
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.appUrl, keepAlive: true });
    // Its own it has rung already.
    const own = client as pg.Client & { readonly processID?: number };
    client.on('notification', ({ processId }) => processId !== own.processID && this.bell.ring());
    client.on('error', () => {
      if (this.#client === client) this.#client = undefined;
    });
    await client.connect();
    await client.query(`set idle_in_transaction_session_timeout = '5s'; set role v_system; listen stadttor_log`);
    this.#client = client;
  }

  private async disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => {});
  }

  private pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
