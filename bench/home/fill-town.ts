import { analyze, settle } from '../../e2e/databases.ts';
import { ADVANCE, SUBMIT, type Submitted } from '../../e2e/stories/graph.ts';
import { formOf } from '../../e2e/stories/town.ts';
import type { TestHub } from '../../e2e/test-hub.ts';
import { withConnection } from '../../platform/database/cluster/connect.ts';

const SERVICES = ['geburtsurkunde', 'kita-beitragserstattung'];

/** Gives erika so many cases, through the same actions as everybody, and so many messages, copied from those she has. */
export async function fillTown(hub: TestHub, { cases, messages }: { cases: number; messages: number }): Promise<void> {
  const places = Object.entries(hub.databases).map(([name, { adminUrl }]) => [name, adminUrl] as const);
  for (let number = 0; number < cases; number += 1) await addCase(hub, number);
  await settle(places);
  await withConnection(hub.databases.account.adminUrl, (client) => client.query(COPY_MESSAGES, [messages]));
  await Promise.all(places.map(([, url]) => analyze(url)));
}

/** Every second one costs a fee, and a clerk has looked at it and left a note. */
async function addCase(hub: TestHub, number: number): Promise<void> {
  const service = SERVICES[number % SERVICES.length] as string;
  const idempotencyKey = `bench-${number}`;
  const input = { service, data: formOf(service), idempotencyKey };
  const { submitCase } = await hub.as('erika').query<Submitted>(SUBMIT, { input });
  if (number % 2 === 1) return;
  const note = 'Wir prüfen Ihren Antrag.';
  const step = { caseId: submitCase.case.id, state: 'IN_REVIEW', note, idempotencyKey };
  await hub.as('clerk').query(ADVANCE, { input: step });
}

const COPY_MESSAGES = `
  insert into message (id, party, kind, template, parameters, case_id, event_id)
  select gen_random_uuid(), party, kind, template, parameters, case_id, event_id
    from (select * from message where case_id is not null order by place limit 20) as one, generate_series(1, $1::int / 20)
   where party = (select party from message where case_id is not null order by place limit 1)`;
