import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { viewerOf } from '../../../platform/database/index.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { caseApp, clerkOf, rowsOf, startTown, submit, type Town } from './town.ts';

let town: Town;
const erika = citizen();
let id = '';
let second = '';
beforeAll(async () => {
  town = await startTown();
  id = (await submit(town, erika)).id;
  second = (await submit(town, erika)).id;
  await rowsOf(
    town,
    `insert into case_file select gen_random_uuid(), 'x' || n, 1, service, 1, service_name, n % 50, gen_random_uuid(), ars,
       state, '{}', null, now(), now() from (select * from case_file limit 1) one, generate_series(1, 10000) n;
     insert into event (event_id, party, lead, office, subject, version, kind, state)
       select gen_random_uuid(), gen_random_uuid(), true, n % 50, gen_random_uuid(), 1, 'CASE_SUBMITTED', 'SUBMITTED'
       from generate_series(1, 10000) n;
     analyze`,
  );
});
afterAll(() => town.stop());

/** How the database answers every statement behind a query, as this viewer. */
async function plansOf(by: Principal, query: string): Promise<string> {
  const { statements } = await recordStatements(() => town.as(by).query(query));
  const plans: object[] = [];
  for (const statement of statements)
    plans.push(...(await town.running.database.reading(viewerOf(by), ({ sql }) => sql(`explain ${statement}`))));
  return JSON.stringify(plans);
}

describe('ten thousand cases of others', () => {
  const cases = (variables = '') => `{ me { cases${variables} { nodes { id events { nodes { version } } } } } }`;

  it.each([
    ['a citizen her list', () => erika, () => cases()],
    [
      'a citizen a page of it',
      () => erika,
      () => cases(`(after: "${Buffer.from(`k:${second}`).toString('base64url')}")`),
    ],
    ['her app the list', () => caseApp(erika.citizenId), () => cases()],
    ['a citizen one case', () => erika, () => `{ case(id: "${id}") { id events { nodes { version } } } }`],
    ['a clerk one case', () => clerkOf(20), () => `{ case(id: "${id}") { id events { nodes { version } } } }`],
    ['a clerk the inbox', () => clerkOf(20), () => '{ officeCases(states: [SUBMITTED]) { nodes { id } } }'],
  ])('are not walked through to show %s', async (_what, by, query) => {
    const plans = await plansOf(by(), query());
    expect(plans).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
    // A partition that is still empty is read whole, which costs nothing.
    expect(plans).not.toMatch(/Seq Scan on (case_file|event)[^(]*\(cost=0\.00\.\.(?!0\.00)/);
  });
});
