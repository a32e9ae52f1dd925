import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { citizenIdOf, graph } from './asks.ts';
import { type Answer, ask, isOverInTime, openSocket, requests } from './channels.ts';
import type { Checks } from './channels-of-citizens.ts';
import { type Holder, signIn } from './holder.ts';
import type { TwoGateways } from './two-gateways.ts';

const OFFICE = 34;
const SCOPE = 'openid offline_access cases staff';
const INBOX = `{ officeCases(office: ${OFFICE}, first: 1) { nodes { id state } } }`;
const EVENTS = 'subscription { caseEvents { cursor } }';
const isWithheld = ({ data }: Answer): boolean => !data?.officeCases;

/** A clerk and a colleague in one office; then the clerk works there no more. */
export async function clerk(town: TwoGateways) {
  const [leaving, staying] = await Promise.all(
    ['clerk', 'clerk2'].map((persona) => signIn(town, { persona, client: 'portal', scope: SCOPE })),
  );
  const staff = (question: string, person: string) =>
    town.hub.hub.subgraphs.ask('townhall', question, { person, office: OFFICE }, 'hub');
  await staff('assignStaff', await citizenIdOf(town, staying as Holder));
  const checks = await checksOf(town, leaving as Holder, staying as Holder);
  const person = await citizenIdOf(town, leaving as Holder);
  return { pull: () => staff('removeStaff', person), checks };
}

async function checksOf(town: TwoGateways, leaving: Holder, staying: Holder): Promise<Checks> {
  const question = { query: INBOX, isOver: isWithheld };
  const [first] = town.urls as [string];
  await eventually(async () => expect(isWithheld(await ask(first, staying.token, INBOX))).toBe(false));
  const open = await Promise.all(
    town.urls.map((url) => openSocket(town, { url, token: leaving.token, query: EVENTS })),
  );
  const control = await openSocket(town, { url: first, token: staying.token, query: EVENTS });
  const heard = () => [...open, control].map(({ events }) => events.length > 0);
  await step(town, staying);
  await eventually(async () => expect(heard()).toEqual([true, true, true]));
  const request = await requests(town, leaving.token, question);
  return {
    request,
    socket: async () => {
      await town.clock.pass(5_000);
      for (const { events } of [...open, control]) events.length = 0;
      await step(town, staying);
      await eventually(async () => expect(control.events.length).toBeGreaterThan(0));
      await town.clock.pass(1_000);
      expect(heard()).toEqual([false, false, true]);
    },
    refresh: (pulledAt) =>
      isOverInTime(async () => isWithheld(await ask(first, await leaving.refresh(), INBOX)), pulledAt),
  };
}

/** The colleague takes a case one step on. */
async function step(town: TwoGateways, staying: Holder): Promise<void> {
  type Inbox = { officeCases: { nodes: { id: string; state: string }[] } };
  const [found] = (await graph<Inbox>(town, staying, INBOX)).officeCases.nodes;
  const state = found?.state === 'IN_REVIEW' ? 'WAITING_FOR_APPLICANT' : 'IN_REVIEW';
  const input = `{ caseId: "${found?.id}", state: ${state}, idempotencyKey: "${randomUUID()}" }`;
  await graph(town, staying, `mutation { advanceCase(input: ${input}) { case { id } } }`);
}
