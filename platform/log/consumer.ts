import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { sql } from '../database/sql.ts';
import type { Work } from '../database/unit-of-work.ts';
import { SYSTEM_VIEWER } from '../database/viewer.ts';
import { UnavailableError } from '../errors/index.ts';
import type { LogEvent } from './events.ts';
import type { Feed, FeedPage } from './feed.ts';

const WAIT_MS = 2_000;
const RETRY_MS = 250;
const ATTEMPTS = 5;

export interface ConsumerOptions<Prepared = undefined> {
  feed: Feed;
  database: Database;
  /** Makes the effects of one event. Idempotent: ids are derived from the event, so a second time changes nothing. */
  apply: (work: Work, event: LogEvent, prepared: Prepared) => Promise<void>;
  /** Fetches over the network what `apply` needs, before its transaction begins. */
  prepare?: (event: LogEvent) => Promise<Prepared>;
  logger: Logger;
}

interface Place {
  epoch: string;
  seq: number;
}

/**
 * Consumer (Mitleser): follows another subgraph's log. Place and effects are committed together, so nothing is lost or
 * doubled, whoever crashes. An event that fails five times parks its subject only; the others go on.
 */
export class Consumer<Prepared = undefined> {
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: ConsumerOptions<Prepared>) {}

  start(): void {
    this.#loop = this.run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  /** Takes the events of one subject now, ahead of their turn; they change nothing when their turn comes. */
  async catchUp(subject: string, afterVersion: number): Promise<void> {
    const events = await this.options.feed.subject(subject, afterVersion);
    if (events.length === 0) return;
    const prepared = await this.prepareAll(events);
    await this.options.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      for (const [index, event] of events.entries()) await this.options.apply(work, event, prepared[index] as Prepared);
    });
  }

  private async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.round(signal);
      } catch (error) {
        if (!signal.aborted) this.log('warn', error, 'following a log failed, trying again');
        await pause(RETRY_MS, signal);
      }
    }
  }

  private async round(signal: AbortSignal): Promise<void> {
    const place = await this.place();
    const page = await this.options.feed.after(place.seq);
    if (page.epoch !== place.epoch) return this.adopt(place, page, signal);
    if (place.seq > page.head) return this.alarm(place, page, signal);
    if (page.events.length === 0) return this.options.feed.wait(place.seq, WAIT_MS, signal);
    await this.take(page, place);
  }

  private async take(page: FeedPage, place: Place): Promise<void> {
    try {
      await this.takeAll(page.events, place);
    } catch (error) {
      this.log('warn', error, 'a page of events failed, taking them one by one');
      await this.takeSingly(page.events, place);
    }
  }

  private async takeAll(events: readonly LogEvent[], place: Place): Promise<void> {
    // Before preparing: a parked event whose preparation fails would hold up the place for ever.
    const parked = await this.parkedSubjects();
    const open = events.filter(({ subject }) => !parked.has(subject));
    const prepared = await this.prepareAll(open);
    await this.options.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      for (const [index, event] of open.entries()) await this.options.apply(work, event, prepared[index] as Prepared);
      await this.moveTo(work, place.epoch, events.at(-1)?.seq ?? place.seq);
    });
  }

  private async takeSingly(events: readonly LogEvent[], place: Place): Promise<void> {
    for (const event of events) {
      try {
        await this.takeAll([event], place);
      } catch (error) {
        // A neighbour that does not answer is no fault of the event: it waits, however long that takes.
        if (error instanceof UnavailableError) throw error;
        const attempts = await this.noteFailure(event, error);
        if (attempts < ATTEMPTS) throw error;
        this.log('error', error, 'parked a subject after five failures', { subject: event.subject, seq: event.seq });
      }
    }
  }

  private prepareAll(events: readonly LogEvent[]): Promise<(Prepared | undefined)[]> {
    return Promise.all(events.map((event) => this.options.prepare?.(event)));
  }

  private noteFailure(event: LogEvent, error: unknown): Promise<number> {
    const source = this.options.feed.source;
    const text = error instanceof Error ? error.name : 'unknown';
    return this.options.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      const [row] = await work.sql<{ attempts: number }>`
        insert into parked (source, subject, seq, attempts, error)
        values (${source}, ${event.subject}, ${event.seq}, 1, ${text})
        on conflict (source, subject) do update set seq = excluded.seq, error = excluded.error,
          attempts = case when parked.seq = excluded.seq then parked.attempts + 1 else 1 end
        returning attempts`;
      const attempts = row?.attempts ?? 1;
      if (attempts >= ATTEMPTS)
        await work.sql`update parked set parked_at = now() where source = ${source} and subject = ${event.subject}`;
      return attempts;
    });
  }

  private async parkedSubjects(): Promise<Set<string>> {
    const { source } = this.options.feed;
    const rows = await this.options.database.reading(SYSTEM_VIEWER, (session) =>
      session.sql<{ subject: string }>(
        sql`select subject from parked where source = ${source} and parked_at is not null`,
      ),
    );
    return new Set(rows.map(({ subject }) => subject));
  }

  private async place(): Promise<Place> {
    const source = this.options.feed.source;
    return this.options.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      const [row] = await work.sql<{ epoch: string; seq: string }>`
        select epoch, seq from consumer where source = ${source}`;
      return row ? { epoch: row.epoch, seq: Number(row.seq) } : { epoch: '', seq: 0 };
    });
  }

  private moveTo(work: Work, epoch: string, seq: number): Promise<object[]> {
    return work.sql`
      insert into consumer (source, epoch, seq) values (${this.options.feed.source}, ${epoch}, ${seq})
      on conflict (source) do update set epoch = excluded.epoch, seq = excluded.seq, updated_at = now()`;
  }

  /** A new reader starts at the beginning; a source that was restored is read on from where it is, its numbers did not change. */
  private async adopt(place: Place, page: FeedPage, signal: AbortSignal): Promise<void> {
    if (place.seq > page.head) return this.alarm(place, page, signal);
    await this.options.database.unitOfWork(SYSTEM_VIEWER, (work) => this.moveTo(work, page.epoch, place.seq));
  }

  /** Ahead of its source: one of the two was restored alone. Going on would skip events, so it waits for a human. */
  private async alarm(place: Place, page: FeedPage, signal: AbortSignal): Promise<void> {
    this.log('error', undefined, 'this consumer is ahead of its source and stands still', { place, head: page.head });
    await pause(30_000, signal);
  }

  private log(level: 'warn' | 'error', err: unknown, text: string, facts: object = {}): void {
    this.options.logger[level]({ err, source: this.options.feed.source, ...facts }, text);
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined);
