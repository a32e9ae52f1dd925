import type { Work } from '../../../platform/database/index.ts';
import type { JobData } from '../../../platform/jobs/index.ts';
import type { PartnerApp } from '../domain/partner-app.ts';

export const WEBHOOK_JOB = 'partner-webhook';
export const LOGOUT_JOB = 'back-channel-logout';

type Later = (work: Pick<Work, 'sql'>, name: string, data: JobData) => Promise<string>;

/** Words to partner apps (Benachrichtigungen): left as jobs in the transaction of what they tell, so none is lost and none is early. */
export class PartnerNotices {
  constructor(private readonly later: Later) {}

  async consentRevoked(
    work: Work,
    { citizen, app, purpose }: { citizen: string; app: PartnerApp; purpose: string },
  ): Promise<void> {
    if (!app.webhookUri) return;
    await this.later(work, WEBHOOK_JOB, { client: app.clientId, citizen, purpose });
  }

  async sessionEnded(work: Work, notice: { client: string; citizen: string; session: string }): Promise<void> {
    await this.later(work, LOGOUT_JOB, notice);
  }
}
