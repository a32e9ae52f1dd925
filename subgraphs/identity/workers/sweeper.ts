import type { Logger } from 'pino';
import { type Database, SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import type { Worker } from '../../../platform/subgraph/index.ts';
import { MINUTE } from '../../../platform/time.ts';

const EVERY_MS = 5 * MINUTE;

/** Sweeper (Aufräumer): removes what expired: codes, tokens, browser sessions, sign-ins that were never finished. */
export class Sweeper implements Worker {
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.round(), EVERY_MS);
    this.#timer.unref();
    this.round();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Small portions, so that no sweep holds a transaction long. */
  async sweep(): Promise<void> {
    await this.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      await work.sql`
        delete from oidc_record where (model, id) in
          (select model, id from oidc_record where expires_at < now() limit 5000)`;
      await work.sql`delete from pending_flow where expires_at < now()`;
      await work.sql`delete from seen_message where expires_at < now()`;
      // Kept for an hour, because codes for one address are counted.
      await work.sql`delete from sign_in_step where created_at < now() - interval '2 hours'`;
      // Longer than any grant lives: until then an app may still act under an old sign-in.
      await work.sql`delete from session where expires_at < now() - interval '180 days'`;
    });
  }

  private round(): void {
    this.#sweeping = this.sweep().catch((err) => this.logger.warn({ err }, 'sweeping failed, next try in a while'));
  }
}
