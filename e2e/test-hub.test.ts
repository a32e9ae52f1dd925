import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordStatements } from '../platform/testing/statements.ts';
import { ADVANCE, type CaseEventData, EVENTS, HOME, type Home, SUBMIT, type Submitted } from './stories/graph.ts';
import { formOf } from './stories/town.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
}, 60_000);
afterAll(() => hub?.stop());

const service = 'kita-beitragserstattung';
const submit = (persona: string, idempotencyKey: string) =>
  hub.as(persona).query<Submitted>(SUBMIT, { input: { service, data: formOf(service), idempotencyKey } });

describe('the hub in the process of a test', () => {
  it('finds the person of the demo town whose account was linked at another port', async () => {
    const { me } = await hub.as('erika').query<Home>(HOME);
    expect(me.profile?.displayName).toBe('Erika Mustermann');
    expect(me.home?.label).toContain('Musterhagen');
    expect(me.cases?.nodes.map((node) => node.service.key)).toContain('geburtsurkunde');
  });

  it('answers nobody about herself', async () => {
    expect(await hub.as().query('{ me { id } }')).toEqual({ me: null });
  });

  it('throws the errors of a query that must succeed', async () => {
    const foreign = '01900000-0000-7000-8000-000000000000';
    await expect(hub.as('max').query(`{ case(id: "${foreign}") { id } }`)).rejects.toThrow('NOT_FOUND');
  });

  it('lets a person sign in at another level', async () => {
    const { me } = await hub.as('erika', { level: 'BASIC' }).query<Home>('{ me { trustLevel } }');
    expect(me.trustLevel).toBe('BASIC');
  });

  it.each([
    ['a clerk who asked for the scope of operators', 'clerk', 'openid staff operator:plans', true],
    ['a clerk as she signs in at the portal', 'clerk', undefined, false],
    ['a citizen who asked for it', 'erika', 'openid profile operator:plans', false],
  ])('shows the plan of her operation to %s: %#', async (_who, persona, scope, isShown) => {
    const token = await hub.as(persona, { scope }).token();
    const answer = await hub.hub.gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${token}`, 'stadttor-query-plan': '1' },
      payload: { query: '{ me { id profile { displayName } } }' },
    });
    const { extensions } = answer.json<{ extensions?: { queryPlan: { steps: { subgraph: string }[] } } }>();
    expect(extensions?.queryPlan.steps.map(({ subgraph }) => subgraph)).toEqual(
      isShown ? expect.arrayContaining(['account']) : undefined,
    );
  });

  it('streams what happens meanwhile', async () => {
    const { me } = await hub.as('max').query<Home>('{ me { cases { cursor } } }');
    const { submitCase } = await submit('max', 'stream');
    const variables = { caseId: submitCase.case.id, after: me.cases?.cursor };
    const events = hub.as('max').subscribe<CaseEventData>(EVENTS, variables);
    expect((await events.next()).value?.data.caseEvents).toMatchObject({ state: 'SUBMITTED', version: 1 });
    const input = { caseId: submitCase.case.id, state: 'IN_REVIEW', idempotencyKey: 'stream' };
    await hub.as('clerk2').query(ADVANCE, { input });
    expect((await events.next()).value?.data.caseEvents).toMatchObject({ state: 'IN_REVIEW', version: 2 });
  });

  it('gives two hubs databases of their own', async () => {
    const other = await startTestHub();
    try {
      const { submitCase } = await submit('anna', 'only-here');
      const { data } = await other.as('anna').ask<Home>('{ me { cases { nodes { id } } } }');
      expect(data.me.cases?.nodes.map(({ id }) => id)).not.toContain(submitCase.case.id);
    } finally {
      await other.stop();
    }
  });

  it('counts the statements of all six databases', async () => {
    await hub.as('erika').query(HOME);
    const { statements } = await recordStatements(() => hub.as('erika').query(HOME));
    for (const table of ['linked_account', 'profile', 'case_note', 'fee', 'favourite_stop', 'home'])
      expect(statements.some((statement) => statement.includes(`"${table}"`))).toBe(true);
  });
});
