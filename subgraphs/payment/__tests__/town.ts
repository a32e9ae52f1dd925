import { v7 as uuidv7 } from 'uuid';
import { makeLogger } from '../../../platform/server/index.ts';
import { startTestSubgraph, TestFeed, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { payAt } from '../../../sandbox/drive.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';
import { type PaypageConfig, readPaymentConfig } from '../config.ts';
import { type Paypage, XBezahldienste } from '../connectors/xbezahldienste.ts';
import type { AnnouncedFee } from '../domain/case-facts.ts';
import { feeId } from '../domain/fee-id.ts';
import { payment } from '../main.ts';
import type { PaymentServices } from '../services.ts';
import { makeCaseConsumer } from '../workers/case-consumer.ts';
import { announcedFee, submitted } from './cases.ts';
import { eventually, rowsOf } from './helpers.ts';

export const RETURN_URL = 'http://localhost:4000/vorgang/1';

const START = `mutation ($input: StartPaymentInput!) { startPayment(input: $input) {
  redirectUrl payment { id state amount { cents } fees { id state } receiptNumber }
} }`;

export interface Started {
  redirectUrl: string | null;
  payment: { id: string; state: string; amount: { cents: number }; fees: { id: string; state: string }[] };
}

interface PaymentRow {
  state: string;
  reason: string | null;
  receipt_number: string | null;
  reference: string | null;
  version: number;
  attempts: number;
}

/** A town with its payment service (the stand-in, over HTTP) and this subgraph. */
export class Town {
  private constructor(
    readonly sandbox: Sandbox,
    readonly feed: TestFeed,
    readonly hub: TestSubgraph,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(
    env: Readonly<Record<string, string>> = {},
    transactionIds: 'technical' | 'request-id' = 'technical',
  ) {
    const client = { clientId: 'hub', clientSecret: 'secret of the sandbox', payment: { transactionIds } };
    const sandbox = await startSandbox({ port: 0, clients: [client] });
    const settings = {
      PAYPAGE_URL: sandbox.paypageUrl,
      PAYPAGE_CLIENT_ID: client.clientId,
      PAYPAGE_CLIENT_SECRET: client.clientSecret,
      PAYPAGE_ORIGINATOR: 'portal',
      PAYPAGE_ENDPOINT: '150900000000',
      PAYPAGE_POLL_MS: '20',
      PAYPAGE_TIMEOUT_MS: '400',
      PAYPAGE_RETURN_ORIGINS: 'https://app.example',
      ...env,
    };
    const feed = new TestFeed('townhall');
    const hub = await startTestSubgraph(payment, { feeds: [feed], env: settings });
    return new Town(sandbox, feed, hub, settings);
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    await this.sandbox.close();
  }

  /** Submits a case with these fees and waits until they are there; returns their ids. */
  async feesOf(party: string, fees: readonly AnnouncedFee[] = [announcedFee()]): Promise<string[]> {
    const { subject } = this.feed.push(submitted(party, fees));
    const ids = fees.map(({ key }) => feeId(subject, key));
    await eventually(async () => {
      const rows = await rowsOf(this.hub, 'select from fee where id = any($1)', [ids]);
      if (rows.length < ids.length) throw new Error('The fees have not arrived yet.');
    });
    return ids;
  }

  ask(who: Principal, feeIds: readonly string[], input: object = {}) {
    return this.hub.as(who).ask(START, { input: this.input(feeIds, input) });
  }

  async start(who: Principal, feeIds: readonly string[], input: object = {}): Promise<Started> {
    const variables = { input: this.input(feeIds, input) };
    return (await this.hub.as(who).query<{ startPayment: Started }>(START, variables)).startPayment;
  }

  /** Starts a payment and presses a button of the pay page. */
  async pay(who: Principal, feeIds: readonly string[], action: 'pay' | 'cancel' | 'fail' = 'pay'): Promise<string> {
    const { redirectUrl, payment } = await this.start(who, feeIds);
    await payAt(redirectUrl ?? '', action);
    return payment.id;
  }

  async row(id: string): Promise<PaymentRow> {
    const [row] = await rowsOf<PaymentRow>(this.hub, 'select * from payment where id = $1', [id]);
    if (!row) throw new Error(`There is no payment ${id}.`);
    return row;
  }

  /** Waits for the poll to bring a payment into this state. */
  reaches(id: string, state: string): Promise<PaymentRow> {
    return eventually(async () => {
      const row = await this.row(id);
      if (row.state !== state) throw new Error(`The payment is ${row.state}, not ${state}.`);
      return row;
    });
  }

  async feeStates(feeIds: readonly string[]): Promise<string[]> {
    const rows = await rowsOf<{ id: string; state: string }>(this.hub, 'select id, state from fee where id = any($1)', [
      feeIds,
    ]);
    return feeIds.map((id) => rows.find((row) => row.id === id)?.state ?? 'MISSING');
  }

  /** What the log says about a payment or a fee, in order. */
  events(subject: string) {
    return rowsOf<{ kind: string; version: number; party: string; data: Record<string, unknown> }>(
      this.hub,
      'select kind, version, party, data from event where subject = $1 order by id',
      [subject],
    );
  }

  ledger(paymentId: string) {
    return rowsOf<{ account: string; fee_id: string | null; cents: number }>(
      this.hub,
      'select account, fee_id, cents from ledger_entry where payment_id = $1 order by id',
      [paymentId],
    );
  }

  /** What the payment service really booked for a payment. */
  bookings(paymentId: string) {
    return this.sandbox.misbehave.ledger().bookings.filter(({ requestId }) => requestId === paymentId);
  }

  /** The same parts once more, as a second process of the hub would have them. */
  makeServices(): PaymentServices & { paypage: Paypage } {
    const { database } = this.hub.running;
    const logger = makeLogger({ level: 'silent' });
    const config = readPaymentConfig(this.env, 'http://localhost:4000');
    const cases = makeCaseConsumer({ database, logger, feedOf: () => this.feed });
    return { database, logger, config, cases, paypage: new XBezahldienste(config.paypage as PaypageConfig) };
  }

  private input(feeIds: readonly string[], input: object): object {
    return { feeIds, returnUrl: RETURN_URL, idempotencyKey: uuidv7(), ...input };
  }
}
