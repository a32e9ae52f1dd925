import { type Database, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import { MINUTE } from '../../../platform/time.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { FlowSecrets } from '../connectors/state-account.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import type { RefusalReason } from '../domain/refusals.ts';
import { hashOf, type Seal } from '../domain/seal.ts';

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

/** A flow whose browser came back. */
export interface TakenFlow extends PendingFlow {
  readonly secrets: FlowSecrets;
  /** The form that came before the browser showed whose it is; null when the answer stands in the address. */
  readonly form: Readonly<Record<string, string>> | null;
}

interface Row extends Omit<PendingFlow, 'accountLink'> {
  account_link: string | null;
  sealed: string;
  answer: string | null;
}

interface KnownFlow {
  browser: string;
  provider: string;
  taken: boolean;
}

const FLOW_MS = 10 * MINUTE;

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
   * Keeps an answer that another site posted, until the browser itself comes for it: its cookie does not travel with a form
   * from elsewhere. Only for a state the hub made, so that nobody fills the table.
   *
   * @throws SignInRefusedError
   */
  async keepAnswer(state: string, provider: string, form: Readonly<Record<string, string>>): Promise<void> {
    const answer = this.seal.close(JSON.stringify(form));
    const kept = await this.database.unitOfWork(
      SYSTEM_VIEWER,
      (work) => work.sql`
      update pending_flow set answer = ${answer}
      where state = ${hashOf(state)} and provider = ${provider} and taken_at is null and expires_at > now() returning state`,
    );
    if (kept.length === 0) throw await this.refusal(state, null, provider);
  }

  /**
   * Takes a flow; it is used up afterwards. Another browser's attempt leaves it as it is, so that nobody can spoil a
   * sign-in from outside.
   *
   * @throws SignInRefusedError
   */
  async take(state: string, browser: string, provider: string): Promise<TakenFlow> {
    const [row] = await this.database.unitOfWork(
      SYSTEM_VIEWER,
      (work) => work.sql<Row>`
      with waiting as (
        select state, sealed, answer from pending_flow
        where state = ${hashOf(state)} and browser = ${hashOf(browser)} and provider = ${provider}
          and taken_at is null and expires_at > now() for update)
      update pending_flow flow set taken_at = now(), sealed = '', answer = null from waiting
      where flow.state = waiting.state
      returning purpose, provider, interaction, account_link, waiting.sealed, waiting.answer, asked`,
    );
    if (!row) throw await this.refusal(state, hashOf(browser), provider);
    const { account_link: accountLink, sealed, answer, ...flow } = row;
    return {
      ...flow,
      accountLink,
      secrets: JSON.parse(this.seal.open(sealed)) as FlowSecrets,
      form: answer ? (JSON.parse(this.seal.open(answer)) as Record<string, string>) : null,
    };
  }

  /** Why a flow cannot be taken; a used one is remembered until its time is over. */
  private async refusal(state: string, browser: string | null, provider: string): Promise<SignInRefusedError> {
    const [known] = await this.database.reading(SYSTEM_VIEWER, (session) =>
      session.sql<KnownFlow>(sql`
        select browser, provider, taken_at is not null as taken from pending_flow
        where state = ${hashOf(state)} and expires_at > now()`),
    );
    return new SignInRefusedError(reasonFor(state, known, browser, provider));
  }
}

function reasonFor(
  state: string,
  known: KnownFlow | undefined,
  browser: string | null,
  provider: string,
): RefusalReason {
  if (state === '') return 'state-missing';
  if (!known) return 'state-unknown';
  if (browser !== null && known.browser !== browser) return 'browser-differs';
  if (known.provider !== provider) return 'provider-differs';
  return 'state-used';
}
