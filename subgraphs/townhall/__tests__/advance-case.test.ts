import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen, clerk } from '../../../platform/testing/principals.ts';
import { PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import {
  ADVANCE,
  advance,
  caseApp,
  clerkOf,
  codesOf,
  logOf,
  rowsOf,
  startTown,
  submit,
  type Town,
  WITHDRAW,
} from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

const step = (caseId: string, fields: object = {}) => ({
  input: { caseId, state: 'IN_REVIEW', idempotencyKey: 'one', ...fields },
});
const versionsOf = async (id: string) => (await logOf(town, id)).map(({ version, state }) => [version, state]);

describe('a clerk of the office in charge', () => {
  it('takes a case step by step, and the log tells each step once', async () => {
    const { id } = await submit(town, citizen());
    const states = ['IN_REVIEW', 'WAITING_FOR_APPLICANT', 'IN_REVIEW', 'DECIDED', 'CLOSED'];
    for (const state of states) await advance(town, clerkOf(20), id, { state });
    expect(await versionsOf(id)).toEqual([[1, 'SUBMITTED'], ...states.map((state, place) => [place + 2, state])]);
  });

  it('writes a note to the applicant, of which the log knows the id alone', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    const note = 'Bitte reichen Sie den Impfpass nach.';
    await advance(town, clerkOf(20), id, { state: 'WAITING_FOR_APPLICANT', note: `  ${note} ` });
    const events = await logOf(town, id);
    expect(events[1]?.data).toEqual({
      reference: expect.any(String),
      service: 'hundesteuer-anmeldung',
      serviceName: expect.any(Object),
      office: 20,
      noteId: expect.any(String),
    });
    expect(JSON.stringify(events)).not.toContain('Impfpass');
    const seen = await town
      .as(erika)
      .query('query ($id: ID!) { case(id: $id) { events { nodes { note } } tasks { title text kind deadline } } }', {
        id,
      });
    expect(seen).toMatchObject({
      case: {
        events: { nodes: [{ note: null }, { note }] },
        tasks: [{ title: note, text: note, kind: 'PROVIDE_INFORMATION' }],
      },
    });
  });

  it('leaves no text of a note or form in any table but its own', async () => {
    const { id } = await submit(town, citizen());
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW', note: 'Kanarienvogel' });
    const rows = await rowsOf(
      town,
      `select e::text as text from event e union all select i::text from idempotency i union all select c::text from case_payment c`,
    );
    expect(JSON.stringify(rows)).not.toMatch(/Kanarienvogel|Mustermann/);
  });

  it('is told the state and the steps allowed when a step does not fit', async () => {
    const { id } = await submit(town, citizen());
    const asked = await town.as(clerkOf(20)).ask(ADVANCE, step(id, { state: 'CLOSED' }));
    expect(asked.errors?.[0]?.extensions).toEqual({
      code: 'STATE_CONFLICT',
      details: {
        state: 'SUBMITTED',
        allowed: ['IN_REVIEW', 'WAITING_FOR_APPLICANT', 'WAITING_FOR_PAYMENT', 'FORWARDED'],
      },
    });
    expect(await versionsOf(id)).toHaveLength(1);
  });

  it('takes a step once, however often the same key comes', async () => {
    const { id } = await submit(town, citizen());
    const frank = clerkOf(20);
    const answers = await Promise.all(Array.from({ length: 10 }, () => town.as(frank).query(ADVANCE, step(id))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await versionsOf(id)).toHaveLength(2);
  });

  it('cannot use a key again for another step', async () => {
    const { id } = await submit(town, citizen());
    const frank = clerkOf(20);
    await town.as(frank).query(ADVANCE, step(id));
    const asked = await town.as(frank).ask(ADVANCE, step(id, { state: 'DECIDED' }));
    expect(codesOf(asked)).toEqual(['IDEMPOTENCY_CONFLICT']);
  });

  it('wins alone when eight want the same step at once', async () => {
    const { id } = await submit(town, citizen());
    const asked = await Promise.all(Array.from({ length: 8 }, () => town.as(clerkOf(20)).ask(ADVANCE, step(id))));
    const codes = asked.flatMap(codesOf);
    expect(codes).toEqual(Array.from({ length: 7 }, () => 'STATE_CONFLICT'));
    expect(await versionsOf(id)).toEqual([
      [1, 'SUBMITTED'],
      [2, 'IN_REVIEW'],
    ]);
  });

  it('never loses a step to another clerk: versions stay gapless and every step is one that was allowed', async () => {
    const { id } = await submit(town, citizen());
    const turns = Array.from({ length: 40 }, (_, turn) => (turn % 2 ? 'IN_REVIEW' : 'WAITING_FOR_APPLICANT'));
    const asked = await Promise.all(
      turns.map((state, turn) => town.as(clerkOf(20)).ask(ADVANCE, step(id, { state, idempotencyKey: `t${turn}` }))),
    );
    const taken = asked.filter(({ errors }) => !errors).length;
    const log = await versionsOf(id);
    expect(asked.flatMap(codesOf).filter((code) => code !== 'STATE_CONFLICT')).toEqual([]);
    expect(log.map(([version]) => version)).toEqual(Array.from({ length: taken + 1 }, (_, place) => place + 1));
    expect(log.filter(([, state], place) => place > 0 && state === log[place - 1]?.[1])).toEqual([]);
  });

  it.each([
    ['BAD_USER_INPUT', { note: 'x'.repeat(2_001) }],
    ['BAD_USER_INPUT', { state: 'LOST' }],
    ['BAD_USER_INPUT', { idempotencyKey: ' ' }],
    ['NOT_FOUND', { caseId: 'no uuid' }],
    ['NOT_FOUND', { caseId: uuidv7() }],
    ['STATE_CONFLICT', { state: 'WITHDRAWN' }],
    ['STATE_CONFLICT', { state: 'SUBMITTED' }],
  ])('is answered %s to %j, and nothing changes', async (code, change) => {
    const { id } = await submit(town, citizen());
    expect(codesOf(await town.as(clerkOf(20)).ask(ADVANCE, step(id, change)))).toEqual([code]);
    expect(await versionsOf(id)).toHaveLength(1);
  });

  it('may write a note of exactly 2,000 characters, however many bytes they take', async () => {
    const { id } = await submit(town, citizen());
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW', note: '😀'.repeat(2_000) });
    expect(await versionsOf(id)).toHaveLength(2);
  });
});

describe('a stranger', () => {
  it.each([
    ['UNAUTHENTICATED', 'the public', () => PUBLIC_PRINCIPAL],
    ['FORBIDDEN', 'the applicant herself', (id: string) => citizen({ citizenId: id })],
    ['FORBIDDEN', 'a citizen with the scope of staff', () => citizen({ scopes: ['staff', 'cases'] })],
    ['FORBIDDEN', 'an app with everything', (id: string) => caseApp(id, { scopes: ['staff', 'cases'] })],
    ['FORBIDDEN', 'the applicant, a clerk of that very office', (id: string) => clerk([20], { citizenId: id })],
    ['FORBIDDEN', 'a clerk without the scope', () => clerk([20], { scopes: ['openid'] })],
    ['NOT_FOUND', 'a clerk of another office', () => clerkOf(32)],
    ['NOT_FOUND', 'a clerk without an office', () => clerk([])],
  ])('is answered %s: %s', async (code, _who, make) => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    expect(codesOf(await town.as(make(erika.citizenId)).ask(ADVANCE, step(id)))).toEqual([code]);
    expect(await versionsOf(id)).toHaveLength(1);
  });
});

describe('the applicant', () => {
  const withdrawal = (caseId: string, idempotencyKey = 'w') => ({ input: { caseId, idempotencyKey } });

  it('takes her application back, once', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    const first = await town.as(erika).query(WITHDRAW, withdrawal(id));
    expect(first).toEqual({ withdrawCase: { case: { id, version: 2, state: 'WITHDRAWN' } } });
    expect(await town.as(erika).query(WITHDRAW, withdrawal(id))).toEqual(first);
    expect((await logOf(town, id)).at(-1)).toMatchObject({ kind: 'CASE_WITHDRAWN', state: 'WITHDRAWN', version: 2 });
  });

  it('cannot take back what is decided', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    for (const state of ['IN_REVIEW', 'DECIDED']) await advance(town, clerkOf(20), id, { state });
    const asked = await town.as(erika).ask(WITHDRAW, withdrawal(id));
    expect(asked.errors?.[0]?.extensions).toEqual({
      code: 'STATE_CONFLICT',
      details: { state: 'DECIDED', allowed: [] },
    });
  });

  it.each([
    ['UNAUTHENTICATED', 'the public', () => PUBLIC_PRINCIPAL],
    ['NOT_FOUND', 'another citizen', () => citizen()],
    ['FORBIDDEN', 'a clerk', () => clerkOf(20)],
    ['FORBIDDEN', 'an app for her', (id: string) => caseApp(id)],
    ['FORBIDDEN', 'her own session without the scope', (id: string) => citizen({ citizenId: id, scopes: [] })],
  ])('alone may do so: %s for %s', async (code, _who, make) => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    expect(codesOf(await town.as(make(erika.citizenId)).ask(WITHDRAW, withdrawal(id)))).toEqual([code]);
    expect(await versionsOf(id)).toHaveLength(1);
  });

  it('cannot take back what has no id of a case', async () => {
    expect(codesOf(await town.as(citizen()).ask(WITHDRAW, withdrawal('1 or 1=1')))).toEqual(['NOT_FOUND']);
  });
});
