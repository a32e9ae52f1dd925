import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { PUBLIC_VIEWER, SYSTEM_VIEWER } from '../database/viewer.ts';
import type { Principal } from '../visa/index.ts';
import type { Bell } from './bell.ts';
import { CursorCodec, type LogState, type Scope, scopeKey } from './cursor.ts';
import { type CursoredItem, type ItemMap, LogStream, type StreamSource } from './log-stream.ts';
import { EventStreams } from './streams.ts';

export interface LogOptions {
  subgraph: string;
  database: Database;
  bell: Bell;
  /** The hub's secret, from which the key of the cursors is derived. */
  secret: string;
  logger: Logger;
}

export interface FollowOptions<Value> {
  readonly scope: Scope;
  readonly principal: Principal;
  /** A cursor; from now when there is none. */
  readonly after?: string | null | undefined;
  /** What each item becomes; itself by default. Undefined tells nothing of it. */
  readonly map?: ItemMap<Value>;
  /** For a reader that cannot `return`: a generator that waits for the next item hears of its end only then. */
  readonly signal?: AbortSignal;
}

/** The log (Protokoll) of one subgraph: cursors and streams. Writing is `Work.publish`, numbering the sequencer's. */
export class Log implements StreamSource {
  readonly streams: EventStreams;
  readonly #codec: CursorCodec;
  readonly #database: Database;
  #epoch = '';
  #currentState: Promise<unknown> = Promise.resolve();
  #nextState: Promise<LogState> | undefined;

  constructor({ subgraph, database, bell, secret, logger }: LogOptions) {
    this.#database = database;
    this.#codec = new CursorCodec(subgraph, secret);
    this.streams = new EventStreams(database, bell, logger);
  }

  /** Reads the epoch, and renews it when the database is not the one it was: restored, cloned or failed over. */
  async start(): Promise<void> {
    this.#epoch = await this.#database.unitOfWork(SYSTEM_VIEWER, async ({ sql }) => {
      const [row] = await sql<{ epoch: string }>`
        with place as (
          select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) || ':' || oid as origin
          from pg_database where datname = current_database()
        ), renewed as (
          update log_state set epoch = gen_random_uuid(), origin = place.origin from place
          where log_state.origin <> place.origin returning epoch
        )
        select coalesce((select epoch from renewed), (select epoch from log_state))::text as epoch`;
      return (row as { epoch: string }).epoch;
    });
    this.streams.start();
  }

  async stop(): Promise<void> {
    await this.streams.stop();
  }

  /**
   * The end of the log now. Take it before reading a list: then repeats are possible, loss is not. Those who ask while one
   * reading is under way share the next: never one that began before they asked, or their newest cursor would be beyond it.
   */
  state(): Promise<LogState> {
    this.#nextState ??= this.#currentState.then(() => {
      const state = this.#readState();
      this.#currentState = state.catch(() => {});
      this.#nextState = undefined;
      return state;
    });
    return this.#nextState;
  }

  async #readState(): Promise<LogState> {
    const [row] = await this.#database.reading(PUBLIC_VIEWER, ({ sql }) =>
      sql<{ epoch: string; last_seq: string; floor_seq: string }>('select epoch, last_seq, floor_seq from log_state'),
    );
    if (!row) throw new Error('The log has no state.');
    this.#epoch = row.epoch;
    return { epoch: row.epoch, lastSeq: Number(row.last_seq), floorSeq: Number(row.floor_seq) };
  }

  /** Cursor of a place for this principal. */
  cursor(scope: Scope, principal: Principal, seq: number): string {
    return this.#codec.encode({ epoch: this.#epoch, scope: scopeKey(scope), viewer: viewerKey(principal), seq });
  }

  /** The cursor of the end of the log, to be handed out beside a list that is read afterwards. */
  async headCursor(scope: Scope, principal: Principal): Promise<string> {
    const { lastSeq } = await this.state();
    return this.cursor(scope, principal, lastSeq);
  }

  async startOf(scope: Scope, principal: Principal, after: string | null | undefined): Promise<number> {
    const state = await this.state();
    if (!after) return state.lastSeq;
    return this.#codec.check(after, { scope: scopeKey(scope), viewer: viewerKey(principal) }, state);
  }

  /**
   * Follows the events of a scope after a cursor, or from now. Checks the cursor, then begins with a bookmark, so that a
   * reader can continue from her very first moment.
   */
  follow<Value = CursoredItem>({ map, signal, ...place }: FollowOptions<Value>): LogStream<Value> {
    const itself = (item: CursoredItem) => item as Value;
    const stream = new LogStream<Value>(this, { ...place, after: place.after, map: map ?? itself });
    signal?.addEventListener('abort', () => void stream.return(), { once: true });
    return stream;
  }
}

/** A cursor belongs to the person and the app she used: another viewer's is as good as none. */
const viewerKey = ({ citizenId, client }: Principal): string => `${citizenId}:${client}`;
