import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { insertEvents } from '../../platform/log/insert-events.ts';

const WRITERS = 4;

/** Commits events at a steady rate, each for one citizen and in a transaction of its own; notes when each was committed. */
export class Writers {
  /** By the event's number, `performance.now()`. */
  readonly committedAt: number[] = [];
  #clients: pg.Client[] = [];

  async start(databaseUrl: string): Promise<void> {
    this.#clients = Array.from({ length: WRITERS }, () => new pg.Client({ connectionString: databaseUrl }));
    await Promise.all(this.#clients.map((client) => client.connect()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.end()));
  }

  async write(citizens: readonly string[], perSecond: number, seconds: number): Promise<void> {
    const first = this.committedAt.length;
    const total = perSecond * seconds;
    const startedAt = performance.now();
    let next = 0;
    const work = async (client: pg.Client) => {
      while (next < total) {
        const mine = next++;
        const wait = startedAt + (mine * 1000) / perSecond - performance.now();
        if (wait > 1) await pause(wait);
        await this.#commit(client, first + mine, citizens);
      }
    };
    await Promise.all(this.#clients.map(work));
  }

  async #commit(client: pg.Client, version: number, citizens: readonly string[]): Promise<void> {
    const party = citizens[(version * 7_919) % citizens.length] as string;
    await insertEvents(client, [
      { subject: uuidv7(), version, kind: 'CASE_STATE_CHANGED', state: 'IN_REVIEW', parties: [party], office: null },
    ]);
    this.committedAt[version] = performance.now();
  }
}
