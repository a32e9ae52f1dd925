import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen, clerk } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { advance, BIRTH_CERTIFICATE, caseApp, clerkOf, codesOf, rowsOf, startTown, submit, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

const DASHBOARD = `{ me { cases(first: 20) { cursor nodes { id reference state service { name { de } }
  events(first: 5) { nodes { type state version occurredAt note } } tasks { title deadline } } } } }`;
const LIST = `query ($first: Int, $after: String, $states: [CaseState!]) {
  me { cases(first: $first, after: $after, states: $states) { nodes { id } pageInfo { hasNextPage endCursor } } } }`;
const CASE = 'query ($id: ID!) { case(id: $id) { id version state applicant { id } service { key version } } }';
const ENTITY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Case { id version reference state } } }`;
const HISTORY = `query ($id: ID!, $first: Int, $after: String) { case(id: $id) {
  events(first: $first, after: $after) { nodes { version } pageInfo { hasNextPage endCursor } } } }`;

interface List {
  me: { cases: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
}
const listOf = async (by: Principal, variables: object = {}) =>
  (await town.as(by).query<List>(LIST, { ...variables })).me.cases;
const idsOf = ({ nodes }: List['me']['cases']) => nodes.map(({ id }) => id);
const busyCitizen = async (count: number) => {
  const erika = citizen();
  for (let made = 0; made < count; made++) {
    const { id } = await submit(town, erika);
    await advance(town, clerkOf(20), id, { state: 'WAITING_FOR_APPLICANT', note: `Frage ${made}` });
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW', note: `Danke ${made}` });
    await advance(town, clerkOf(20), id, { state: 'WAITING_FOR_APPLICANT', note: `Noch eine ${made}` });
  }
  return erika;
};

describe("a citizen's cases", () => {
  it('cost four statements with events, notes and tasks, however many there are', async () => {
    const [few, many] = [await busyCitizen(1), await busyCitizen(7)];
    const one = await recordStatements(() => town.as(few).query(DASHBOARD));
    const seven = await recordStatements(() => town.as(many).query(DASHBOARD));
    expect([one.statements.length, seven.statements.length]).toEqual([4, 4]);
  });

  it('come with their events in order, the note of each, and what is to be done', async () => {
    const erika = await busyCitizen(1);
    expect(await town.as(erika).query(DASHBOARD)).toMatchObject({
      me: {
        cases: {
          nodes: [
            {
              state: 'WAITING_FOR_APPLICANT',
              service: { name: { de: 'Hund zur Hundesteuer anmelden' } },
              events: {
                nodes: [
                  { type: 'CASE_SUBMITTED', state: 'SUBMITTED', version: 1, note: null },
                  { type: 'CASE_STATE_CHANGED', state: 'WAITING_FOR_APPLICANT', version: 2, note: 'Frage 0' },
                  { type: 'CASE_STATE_CHANGED', state: 'IN_REVIEW', version: 3, note: 'Danke 0' },
                  { type: 'CASE_STATE_CHANGED', state: 'WAITING_FOR_APPLICANT', version: 4, note: 'Noch eine 0' },
                ],
              },
              tasks: [{ title: 'Noch eine 0' }],
            },
          ],
        },
      },
    });
  });

  it('are paged newest first, none twice and none left out', async () => {
    const erika = citizen();
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.push((await submit(town, erika)).id);
    const first = await listOf(erika, { first: 2 });
    const second = await listOf(erika, { first: 2, after: first.pageInfo.endCursor });
    const third = await listOf(erika, { first: 2, after: second.pageInfo.endCursor });
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(made.toReversed());
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
  });

  it('can be narrowed to states', async () => {
    const erika = citizen();
    const [open, looked] = [await submit(town, erika), await submit(town, erika)];
    await advance(town, clerkOf(20), looked.id, { state: 'IN_REVIEW' });
    expect(idsOf(await listOf(erika, { states: ['IN_REVIEW'] }))).toEqual([looked.id]);
    expect(idsOf(await listOf(erika, { states: ['SUBMITTED', 'CLOSED'] }))).toEqual([open.id]);
    expect(idsOf(await listOf(erika, { states: [] }))).toEqual([]);
  });

  it('are an empty list with a cursor for someone who never applied', async () => {
    const answer = await town.as(citizen()).query(DASHBOARD);
    expect(answer).toEqual({ me: { cases: { cursor: expect.any(String), nodes: [] } } });
  });

  it('may be asked for twice in one query with different arguments, in one statement', async () => {
    const erika = await busyCitizen(2);
    const { result, statements } = await recordStatements(() =>
      town
        .as(erika)
        .query('{ me { a: cases(first: 1) { nodes { id } } b: cases(states: [CLOSED]) { nodes { id } } } }'),
    );
    expect(result).toMatchObject({ me: { a: { nodes: [{ id: expect.any(String) }] }, b: { nodes: [] } } });
    expect(statements).toHaveLength(1);
  });

  it.each([{ first: 0 }, { first: 101 }, { first: -1 }, { after: 'nonsense' }, { after: 'azpub19pZA' }])(
    'are refused for %j as bad input',
    async (variables) => {
      expect(codesOf(await town.as(citizen()).ask(LIST, variables))).toEqual(['BAD_USER_INPUT']);
    },
  );
});

describe("a case's history", () => {
  it('is paged by version', async () => {
    const erika = await busyCitizen(1);
    const [id] = idsOf(await listOf(erika));
    const page = async (variables: object) => {
      const answer = await town
        .as(erika)
        .query<{ case: { events: List['me']['cases'] } }>(HISTORY, { id, ...variables });
      return answer.case.events;
    };
    const first = await page({ first: 3 });
    const rest = await page({ first: 3, after: first.pageInfo.endCursor });
    expect([first.nodes, rest.nodes]).toEqual([[1, 2, 3].map((version) => ({ version })), [{ version: 4 }]]);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('refuses a cursor of another list as bad input', async () => {
    const erika = await busyCitizen(1);
    const { nodes, pageInfo } = await listOf(erika);
    const asked = await town.as(erika).ask(HISTORY, { id: nodes[0]?.id, after: pageInfo.endCursor });
    expect(codesOf(asked)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('one case', () => {
  it('is seen by its applicant, by her app and by the office in charge', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika, BIRTH_CERTIFICATE);
    const seen = {
      case: {
        id,
        version: 1,
        state: 'SUBMITTED',
        applicant: { id: erika.citizenId },
        service: { key: BIRTH_CERTIFICATE, version: 1 },
      },
    };
    for (const viewer of [erika, caseApp(erika.citizenId), clerkOf(34)])
      expect(await town.as(viewer).query(CASE, { id })).toEqual(seen);
  });

  it('is resolved by reference for other subgraphs, many in one statement', async () => {
    const erika = citizen();
    const made = [await submit(town, erika), await submit(town, erika), await submit(town, erika)];
    const r = [...made, { id: uuidv7() }, { id: 'no uuid' }].map(({ id }) => ({ __typename: 'Case', id }));
    const { result, statements } = await recordStatements(() => town.as(erika).query(ENTITY, { r }));
    const shown = made.map(({ id, reference }) => ({ id, reference, version: 1, state: 'SUBMITTED' }));
    expect(result).toEqual({ _entities: [...shown, null, null] });
    expect(statements).toHaveLength(1);
  });

  it('looks the same when it is foreign and when it does not exist', async () => {
    const { id } = await submit(town, citizen());
    const max = citizen();
    const [foreign, missing] = [await town.as(max).ask(CASE, { id }), await town.as(max).ask(CASE, { id: uuidv7() })];
    expect(JSON.parse(JSON.stringify(foreign))).toEqual(JSON.parse(JSON.stringify(missing)));
    expect(codesOf(foreign)).toEqual(['NOT_FOUND']);
    expect(foreign.data).toEqual({ case: null });
  });

  it.each([
    ['UNAUTHENTICATED', 'the public', () => PUBLIC_PRINCIPAL],
    ['NOT_FOUND', 'another citizen', () => citizen()],
    ['NOT_FOUND', 'an app for another citizen', () => caseApp(citizen().citizenId)],
    ['FORBIDDEN', 'her app without the scope', (id: string) => caseApp(id, { scopes: ['openid', 'home'] })],
    ['CONSENT_REQUIRED', 'her app without consent', (id: string) => caseApp(id, { purposes: [] })],
    ['FORBIDDEN', 'her own session without the scope', (id: string) => citizen({ citizenId: id, scopes: ['openid'] })],
    ['NOT_FOUND', 'a clerk of another office', () => clerkOf(32)],
    ['NOT_FOUND', 'a clerk without an office', () => clerk([])],
    ['FORBIDDEN', 'a clerk without the scope', () => clerk([20], { scopes: [] })],
    [
      'NOT_FOUND',
      'the applicant while she acts for somebody else',
      (id: string) => citizen({ citizenId: id, parties: [uuidv7()] }),
    ],
  ])('is answered %s to %s, and by reference it is nothing', async (code, _who, make) => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    const stranger = town.as(make(erika.citizenId));
    expect(codesOf(await stranger.ask(CASE, { id }))).toEqual([code]);
    const byReference = await stranger.ask(ENTITY, { r: [{ __typename: 'Case', id }] });
    expect(byReference.data).toEqual({ _entities: [null] });
  });
});

describe('Citizen.cases', () => {
  const BY_REFERENCE = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Citizen { cases { nodes { id } } } } }`;

  it.each([
    ['UNAUTHENTICATED', 'the public', () => PUBLIC_PRINCIPAL],
    ['NOT_FOUND', 'another citizen', () => citizen()],
    ['CONSENT_REQUIRED', 'an app for another citizen', () => caseApp(citizen().citizenId)],
    ['FORBIDDEN', 'her app without the scope', (id: string) => caseApp(id, { scopes: ['openid'] })],
    ['CONSENT_REQUIRED', 'her app without consent', (id: string) => caseApp(id, { purposes: ['home'] })],
    ['FORBIDDEN', 'a clerk', () => clerkOf(20)],
  ])('is answered %s to %s', async (code, _who, make) => {
    const erika = citizen();
    await submit(town, erika);
    const r = [{ __typename: 'Citizen', id: erika.citizenId }];
    const asked = await town.as(make(erika.citizenId)).ask(BY_REFERENCE, { r });
    expect(asked.data).toEqual({ _entities: [{ cases: null }] });
    expect(codesOf(asked)).toEqual([code]);
  });

  it('is open to an app with scope and consent', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    expect(idsOf(await listOf(caseApp(erika.citizenId)))).toEqual([id]);
  });
});

describe('the inbox of an office', () => {
  const INBOX = `query ($office: Int, $states: [CaseState!], $first: Int, $after: String) {
    officeCases(office: $office, states: $states, first: $first, after: $after) {
      cursor nodes { id reference state version submittedAt updatedAt service { name { de } } } pageInfo { endCursor } } }`;
  interface Inbox {
    officeCases: { nodes: { id: string }[]; pageInfo: { endCursor: string } };
  }

  it('shows its cases oldest first in one statement, and of no other office', async () => {
    const first = await submit(town, citizen(), BIRTH_CERTIFICATE);
    const second = await submit(town, citizen(), BIRTH_CERTIFICATE);
    await submit(town, citizen());
    const { result, statements } = await recordStatements(() =>
      town.as(clerkOf(34)).query<Inbox>(INBOX, { first: 100 }),
    );
    const ids = result.officeCases.nodes.map(({ id }) => id);
    expect(ids.slice(-2)).toEqual([first.id, second.id]);
    expect(statements).toHaveLength(1);
    const services = result.officeCases.nodes.map((node) => JSON.stringify(node).includes('urkunde'));
    expect(services).not.toContain(false);
  });

  it('is paged and narrowed to states', async () => {
    const { id } = await submit(town, citizen(), 'vereinsfoerderung');
    const next = await submit(town, citizen(), 'vereinsfoerderung');
    await advance(town, clerkOf(10), next.id, { state: 'IN_REVIEW' });
    const page = await town.as(clerkOf(10)).query<Inbox>(INBOX, { first: 1 });
    const rest = await town.as(clerkOf(10)).query<Inbox>(INBOX, { after: page.officeCases.pageInfo.endCursor });
    const review = await town.as(clerkOf(10)).query<Inbox>(INBOX, { states: ['IN_REVIEW'] });
    expect([page, rest, review].map(({ officeCases }) => officeCases.nodes.map((node) => node.id))).toEqual([
      [id],
      [next.id],
      [next.id],
    ]);
  });

  it.each([
    ['UNAUTHENTICATED', 'the public', PUBLIC_PRINCIPAL, {}],
    ['FORBIDDEN', 'a citizen', citizen({ scopes: ['cases', 'staff'] }), {}],
    ['FORBIDDEN', 'an app', caseApp(uuidv7(), { scopes: ['cases', 'staff'] }), {}],
    ['FORBIDDEN', 'a clerk of another office', clerk([32]), { office: 34 }],
    ['FORBIDDEN', 'a clerk without an office', clerk([]), {}],
    ['BAD_USER_INPUT', 'a clerk with a foreign cursor', clerk([32]), { after: 'azpub19pZA' }],
  ])('is answered %s to %s', async (code, _who, principal, variables) => {
    expect(codesOf(await town.as(principal).ask(INBOX, variables))).toEqual([code]);
  });
});

describe('a case whose service has left the catalogue', () => {
  it('still has the name it was applied for under', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    await withoutService(id);
    const asked = await town
      .as(erika)
      .query('query ($id: ID!) { case(id: $id) { service { key name { de } description { de } form } } }', { id });
    expect(asked).toEqual({
      case: {
        service: { key: 'abgeschafft', name: { de: 'Hund zur Hundesteuer anmelden' }, description: null, form: null },
      },
    });
  });
});

/** As if the file of its service had been taken away. */
async function withoutService(id: string): Promise<void> {
  await rowsOf(town, `update case_file set service = 'abgeschafft' where id = '${id}'`);
}
