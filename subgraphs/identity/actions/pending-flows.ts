import { createHash } from 'node:crypto';
import { type Database, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import { MINUTE } from '../../../platform/time.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { FlowSecrets } from '../connectors/state-account.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import type { Seal } from '../domain/seal.ts';

/** Why a browser was sent to a provider. `confirm-link` proves that a link's citizen sits there, before `link` goes on. */
export type FlowPurpose = 'sign-in' | 'confirm-link' | 'link';

/** A sign-in on its way: sent to a provider, not back yet. */
export interface PendingFlow {
  readonly purpose: FlowPurpose;
  readonly provider: string;
  /** The OpenID interaction that waits for it; null for a link. */
  readonly interaction: string | null;
  readonly accountLink: string | null;
  readonly asked: TrustLevelName;
}

interface Row extends Omit<PendingFlow, 'accountLink'> {
  account_link: string | null;
  sealed: string;
}

const FLOW_MS = 10 * MINUTE;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Sign-ins on their way (Anmeldungen unterwegs): kept here, bound to one browser, good once and for 10 minutes. */
export class PendingFlows {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  async save(state: string, browser: string, flow: PendingFlow, secrets: FlowSecrets): Promise<void> {
    const sealed = this.seal.close(JSON.stringify(secrets));
    const expiresAt = new Date(Date.now() + FLOW_MS);
    await this.database.unitOfWork(
      SYSTEM_VIEWER,
      (work) => work.sql`
      insert into pending_flow (state, purpose, provider, browser, interaction, account_link, sealed, asked, expires_at)
      values (${hashOf(state)}, ${flow.purpose}, ${flow.provider}, ${hashOf(browser)}, ${flow.interaction},
        ${flow.accountLink}, ${sealed}, ${flow.asked}, ${expiresAt})`,
    );
  }

  /**
   * Takes a flow out; it is gone afterwards. Another browser's attempt leaves it where it is, so that nobody can spoil a
   * sign-in from outside.
   *
   * @throws SignInRefusedError
   */
  async take(state: string, browser: string, provider: string): Promise<PendingFlow & { secrets: FlowSecrets }> {
    const [row] = await this.database.unitOfWork(
      SYSTEM_VIEWER,
      (work) => work.sql<Row>`
      delete from pending_flow
      where state = ${hashOf(state)} and browser = ${hashOf(browser)} and provider = ${provider} and expires_at > now()
      returning purpose, provider, interaction, account_link, sealed, asked`,
    );
    if (!row) throw new SignInRefusedError((await this.isKnown(state)) ? 'browser-differs' : 'state-unknown');
    const { account_link: accountLink, sealed, ...flow } = row;
    return { ...flow, accountLink, secrets: JSON.parse(this.seal.open(sealed)) as FlowSecrets };
  }

  private async isKnown(state: string): Promise<boolean> {
    const rows = await this.database.reading(SYSTEM_VIEWER, (session) =>
      session.sql(sql`select from pending_flow where state = ${hashOf(state)}`),
    );
    return rows.length > 0;
  }
}
