import { v7 as uuidv7 } from 'uuid';
import { connect } from '../../../platform/database/cluster/connect.ts';
import type { LogEvent } from '../../../platform/log/index.ts';
import type { StreamMessage } from '../../../platform/subgraph/index.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import { startTestSubgraph, TestFeed, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { account } from '../main.ts';

/** The account subgraph with the three logs it follows, in the hands of a test. */
export interface House extends TestSubgraph {
  readonly identity: TestFeed;
  readonly townhall: TestFeed;
  readonly payment: TestFeed;
  /** Looks at rows behind row level security. */
  rows<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]>;
}

export type Answers = Readonly<Record<string, (body: never) => unknown>>;

export async function startHouse(answers: Answers = {}): Promise<House> {
  const [identity, townhall, payment] = [new TestFeed('identity'), new TestFeed('townhall'), new TestFeed('payment')];
  const hub = await startTestSubgraph(account, { feeds: [identity, townhall, payment], answers });
  const admin = await connect(hub.adminUrl);
  const rows = async <Row extends object>(statement: string, values: unknown[] = []) =>
    (await admin.query(statement, values)).rows as Row[];
  const stop = async () => {
    await admin.end();
    await hub.stop();
  };
  return { ...hub, identity, townhall, payment, rows, stop };
}

export const SERVICE_NAME = { de: 'Hund anmelden', en: 'Register a dog', leicht: 'Einen Hund anmelden' };

/** An event of townhall about a case of hers. */
export const caseEvent = (party: string, fields: Partial<LogEvent> = {}) => ({
  kind: 'CASE_STATE_CHANGED',
  subject: uuidv7(),
  party,
  state: 'IN_REVIEW',
  data: { reference: 'HU-2027-7', service: 'hundesteuer-anmeldung', serviceName: SERVICE_NAME, office: 20 },
  ...fields,
});

/** Asks until the answer is good, for effects that a consumer makes in its own time. */
export async function until<Value>(ask: () => Promise<Value>, isGood: (value: Value) => boolean): Promise<Value> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const value = await ask();
    if (isGood(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not come to pass within 5 s.');
}

const MESSAGES = `{ me { mailbox(first: 100) { unreadCount cursor nodes {
  id version kind actionPerspective sentAt readAt case { id } subject { de en leicht } body { de en leicht } } } } }`;

export interface ShownMessage {
  id: string;
  version: number;
  kind: string;
  actionPerspective: string | null;
  sentAt: string;
  readAt: string | null;
  case: { id: string } | null;
  subject: Record<'de' | 'en' | 'leicht', string>;
  body: Record<'de' | 'en' | 'leicht', string>;
}

export interface ShownMailbox {
  unreadCount: number;
  cursor: string;
  nodes: ShownMessage[];
}

export async function mailboxOf(house: House, principal: Principal): Promise<ShownMailbox> {
  const { me } = await house.as(principal).query<{ me: { mailbox: ShownMailbox } }>(MESSAGES);
  return me.mailbox;
}

/** Her mailbox as soon as there are `count` messages in it. */
export const mailboxWith = (house: House, principal: Principal, count: number): Promise<ShownMailbox> =>
  until(
    () => mailboxOf(house, principal),
    ({ nodes }) => nodes.length >= count,
  );

/** A citizen with messages about as many cases. */
export async function citizenWithMail(house: House, count: number) {
  const erika = citizen();
  for (let n = 1; n <= count; n++)
    house.townhall.push(
      caseEvent(erika.citizenId, { data: { reference: `HU-${n}`, service: 'hund', serviceName: SERVICE_NAME } }),
    );
  return { erika, mailbox: await mailboxWith(house, erika, count) };
}

/** The next message of a stream that carries data or an error; bookmarks are passed over. */
export async function nextOf(stream: AsyncGenerator<StreamMessage, void, undefined>): Promise<StreamMessage> {
  for (;;) {
    const { value } = await stream.next();
    if (!value || value.data !== undefined || value.errors) return value ?? {};
  }
}
