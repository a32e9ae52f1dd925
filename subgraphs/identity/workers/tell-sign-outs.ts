import type { Logger } from 'pino';
import { type Database, SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import type { Worker } from '../../../platform/subgraph/index.ts';
import { SECOND } from '../../../platform/time.ts';
import type { IdentityServices } from '../services.ts';

const LOOK_MS = 1 * SECOND;

interface EndedGrant {
  readonly client: string;
  readonly citizen: string;
  readonly session: string;
}

/**
 * Looks for sessions that ended, by whatever way, and leaves a word for each app that was used in them. Looking keeps the many
 * ways to end a session free of knowing about apps.
 */
export class TellSignOuts implements Worker {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly services: Pick<IdentityServices, 'apps' | 'notices'>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.look().catch((err) => this.logger.warn({ err }, 'apps were not told of ended sessions yet'));
    }, LOOK_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  look(): Promise<void> {
    const { apps, notices } = this.services;
    return this.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      const ended = await work.sql<EndedGrant>`
        with ended as (
          update session set apps_told = true
          where id in (select id from session where ended_at is not null and not apps_told
            order by id limit 200 for update skip locked)
          returning id, citizen)
        select distinct g.payload->>'clientId' as client, e.citizen, e.id as session
        from ended e join oidc_record g on g.model = 'Grant' and split_part(g.id, '.', 1) = e.id::text`;
      for (const notice of ended)
        if (apps.get(notice.client)?.backchannelLogoutUri) await notices.sessionEnded(work, notice);
    });
  }
}
