import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionResult } from 'graphql';
import { withConnection } from '../../../platform/database/cluster/connect.ts';
import type { LogEvent } from '../../../platform/log/index.ts';
import { CITIZEN_SCOPES, citizen, clerk } from '../../../platform/testing/principals.ts';
import { startTestSubgraph, TestFeed, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { type Principal, systemPrincipal } from '../../../platform/visa/index.ts';
import { townhall } from '../main.ts';

/** For tests: a started town hall, and the sentences its tests are made of. */
export interface Town extends TestSubgraph {
  readonly payments: TestFeed;
}

export async function startTown(): Promise<Town> {
  const payments = new TestFeed('payment');
  return Object.assign(await startTestSubgraph(townhall, { feeds: [payments] }), { payments });
}

/** Valid form data of a service: the example that comes with its file. */
export const exampleOf = (service: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../catalogue/examples/${service}.json`), 'utf8'));

export const SUBMIT = `mutation ($input: SubmitCaseInput!) {
  submitCase(input: $input) { case { id reference version state submittedAt service { key } } } }`;
export const ADVANCE = `mutation ($input: AdvanceCaseInput!) {
  advanceCase(input: $input) { case { id version state } } }`;
export const WITHDRAW = `mutation ($input: WithdrawCaseInput!) {
  withdrawCase(input: $input) { case { id version state } } }`;

export interface ShownCase {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly state: string;
  readonly submittedAt: string;
}

/** Dog tax: level BASIC, no fee, office 20. */
export const DOG_TAX = 'hundesteuer-anmeldung';
/** Birth certificate: level SUBSTANTIAL, a fee, office 34. */
export const BIRTH_CERTIFICATE = 'geburtsurkunde';

export async function submit(town: Town, by: Principal, service = DOG_TAX): Promise<ShownCase> {
  const input = { service, data: exampleOf(service), idempotencyKey: randomUUID() };
  const answer = await town.as(by).query<{ submitCase: { case: ShownCase } }>(SUBMIT, { input });
  return answer.submitCase.case;
}

type Step = { state: string; note?: string; idempotencyKey?: string };

export async function advance(town: Town, by: Principal, caseId: string, step: Step): Promise<ShownCase> {
  const input = { caseId, idempotencyKey: randomUUID(), ...step };
  const answer = await town.as(by).query<{ advanceCase: { case: ShownCase } }>(ADVANCE, { input });
  return answer.advanceCase.case;
}

export const clerkOf = (office: number): Principal => clerk([office]);

export const codesOf = ({ errors = [] }: ExecutionResult): unknown[] => errors.map(({ extensions }) => extensions.code);

/** A partner app's principal for one citizen; by default with everything it needs for her cases. */
export const caseApp = (citizenId: string, fields: Partial<Principal> = {}): Principal =>
  citizen({ citizenId, kind: 'partner', client: 'dog-app', scopes: CITIZEN_SCOPES, purposes: ['cases'], ...fields });

/** What other subgraphs read in this one's log. */
export const logOf = (town: Town, subject: string): Promise<readonly LogEvent[]> =>
  town.running.feed.subject(subject, 0);

export const ask = (town: Town, question: string, body: unknown): Promise<unknown> =>
  town.running.ask(question, body, systemPrincipal('identity'));

/** Rows as they are, behind all row rules. */
export const rowsOf = <Row extends object>(town: Town, statement: string): Promise<Row[]> =>
  withConnection(town.adminUrl, async (client) => (await client.query<Row>(statement)).rows);

/** Tries again until it holds; fails with the last error after two seconds. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const end = Date.now() + 2_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Waits until every committed event has its place in the log: a stream that begins now begins after them. */
export const allNumbered = (town: Town): Promise<void> =>
  eventually(async () => {
    const waiting = await rowsOf(town, 'select id from event where seq is null');
    if (waiting.length > 0) throw new Error(`${waiting.length} events wait for their number`);
  });
