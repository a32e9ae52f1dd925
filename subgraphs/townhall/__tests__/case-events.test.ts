import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { StreamMessage } from '../../../platform/subgraph/index.ts';
import { citizen, clerk } from '../../../platform/testing/principals.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { advance, allNumbered, ask, caseApp, clerkOf, codesOf, startTown, submit, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

const FOLLOW = `subscription ($caseId: ID, $after: String) { caseEvents(caseId: $caseId, after: $after) {
  cursor type state version note case { id version } } }`;

type Stream = AsyncGenerator<StreamMessage, void, undefined>;
interface Shown {
  cursor: string;
  state: string;
  version: number;
  note: string | null;
  case: { id: string; version: number };
}

const open: Stream[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stream) => stream.return()));
});

function follow(by: Principal, variables: object = {}, resumeAfter?: string): Stream {
  const stream = town.as(by).subscribe(FOLLOW, { ...variables }, resumeAfter);
  open.push(stream);
  return stream;
}
const next = async (stream: Stream) => (await stream.next()).value as StreamMessage;
const bookmarkOf = async (stream: Stream) => String((await next(stream)).extensions?.cursor);
const eventOf = async (stream: Stream) => {
  const { data, errors } = await next(stream);
  if (errors) throw errors[0];
  return data?.caseEvents as Shown;
};
const take = async (stream: Stream, count: number) => {
  const events: Shown[] = [];
  while (events.length < count) events.push(await eventOf(stream));
  return events;
};
const stepsOf = (events: readonly Shown[]) => events.map((event) => [event.case.id, event.version, event.state]);

describe('a stream of case events', () => {
  it('begins with a bookmark, and tells each step as it happens', async () => {
    const erika = citizen();
    const stream = follow(erika);
    expect(await next(stream)).toEqual({ extensions: { cursor: expect.any(String) } });
    const { id } = await submit(town, erika);
    expect(await eventOf(stream)).toMatchObject({
      type: 'CASE_SUBMITTED',
      state: 'SUBMITTED',
      version: 1,
      case: { id },
    });
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW', note: 'Wir sind dran.' });
    const { data, extensions } = await next(stream);
    const cursor = extensions?.cursor;
    expect(data?.caseEvents).toMatchObject({ cursor, state: 'IN_REVIEW', version: 2, note: 'Wir sind dran.' });
  });

  it('replays exactly what was missed after a cursor, then goes on live', async () => {
    const erika = citizen();
    const stream = follow(erika);
    await bookmarkOf(stream);
    const { id } = await submit(town, erika);
    const { cursor } = await eventOf(stream);
    await stream.return();
    const states = ['IN_REVIEW', 'WAITING_FOR_APPLICANT', 'IN_REVIEW', 'DECIDED'];
    for (const state of states) await advance(town, clerkOf(20), id, { state });
    const resumed = follow(erika, { after: cursor });
    await bookmarkOf(resumed);
    const missed = await take(resumed, 4);
    expect(stepsOf(missed)).toEqual(states.map((state, place) => [id, place + 2, state]));
    await advance(town, clerkOf(20), id, { state: 'CLOSED' });
    expect(stepsOf(await take(resumed, 1))).toEqual([[id, 6, 'CLOSED']]);
  });

  it('tells state and version as of then, and the case as of now', async () => {
    const erika = citizen();
    const cursor = await bookmarkOf(follow(erika));
    const { id } = await submit(town, erika);
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW' });
    const late = follow(erika, { after: cursor });
    await bookmarkOf(late);
    const [first] = await take(late, 1);
    expect(first).toMatchObject({ state: 'SUBMITTED', version: 1, case: { id, version: 2 } });
  });

  it('continues without loss from the cursor of a list, and from that of an event in it', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    const LIST = '{ me { cases { cursor nodes { events { nodes { cursor } } } } } }';
    type Answer = { me: { cases: { cursor: string; nodes: { events: { nodes: { cursor: string }[] } }[] } } };
    const { me } = await town.as(erika).query<Answer>(LIST);
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW' });
    for (const after of [me.cases.cursor, me.cases.nodes[0]?.events.nodes[0]?.cursor]) {
      const stream = follow(erika, { after });
      await bookmarkOf(stream);
      const versions: number[] = [];
      while (versions.at(-1) !== 2) versions.push((await eventOf(stream)).version);
      expect([[2], [1, 2]]).toContainEqual(versions);
    }
  });

  it('prefers the place where the gateway resumes to the argument', async () => {
    const erika = citizen();
    const old = await bookmarkOf(follow(erika));
    const { id } = await submit(town, erika);
    const first = follow(erika, { after: old });
    await bookmarkOf(first);
    const { cursor } = await eventOf(first);
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW' });
    const resumed = follow(erika, { after: old }, cursor);
    await bookmarkOf(resumed);
    expect(await eventOf(resumed)).toMatchObject({ version: 2 });
  });

  it('of one case leaves out her others', async () => {
    const erika = citizen();
    const [one, two] = [await submit(town, erika), await submit(town, erika)];
    await allNumbered(town);
    const stream = follow(erika, { caseId: two.id });
    await bookmarkOf(stream);
    await advance(town, clerkOf(20), one.id, { state: 'IN_REVIEW' });
    await advance(town, clerkOf(20), two.id, { state: 'FORWARDED' });
    expect(stepsOf(await take(stream, 1))).toEqual([[two.id, 2, 'FORWARDED']]);
  });

  it('shows a clerk the cases of her office alone, and nothing of who works there', async () => {
    const frank = clerkOf(37);
    const stream = follow(frank);
    await bookmarkOf(stream);
    await submit(town, citizen());
    await ask(town, 'assignStaff', { person: frank.citizenId, office: 37 });
    const { id } = await submit(town, citizen(), 'feuerwehr-lohnkostenerstattung');
    expect(stepsOf(await take(stream, 1))).toEqual([[id, 1, 'SUBMITTED']]);
  });

  it('does not tell a citizen that she now works for an office', async () => {
    const erika = citizen();
    const stream = follow(erika);
    await bookmarkOf(stream);
    await ask(town, 'assignStaff', { person: erika.citizenId, office: 20 });
    const { id } = await submit(town, erika);
    expect(stepsOf(await take(stream, 1))).toEqual([[id, 1, 'SUBMITTED']]);
  });

  it('follows one case for a clerk of its office, whichever her first office is', async () => {
    const { id } = await submit(town, citizen());
    await allNumbered(town);
    const stream = follow(clerk([32, 20]), { caseId: id });
    await bookmarkOf(stream);
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW' });
    expect(stepsOf(await take(stream, 1))).toEqual([[id, 2, 'IN_REVIEW']]);
  });

  it('holds no connection while it waits', async () => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    await allNumbered(town);
    const streams = Array.from({ length: 12 }, () => follow(erika, { caseId: id }));
    await Promise.all(streams.map(bookmarkOf));
    await advance(town, clerkOf(20), id, { state: 'IN_REVIEW' });
    const seen = await Promise.all(streams.map((stream) => take(stream, 1)));
    expect(new Set(seen.flat().map(({ state }) => state))).toEqual(new Set(['IN_REVIEW']));
  });
});

describe('a stream is refused', () => {
  it.each([
    ['UNAUTHENTICATED', 'to the public', () => PUBLIC_PRINCIPAL],
    ['NOT_FOUND', 'for a foreign case', () => citizen()],
    ['NOT_FOUND', 'to a clerk of another office', () => clerkOf(32)],
    ['FORBIDDEN', 'to her app without the scope', (id: string) => caseApp(id, { scopes: ['openid'] })],
    ['CONSENT_REQUIRED', 'to her app without consent', (id: string) => caseApp(id, { purposes: [] })],
    ['FORBIDDEN', 'to a session without the scope', (id: string) => citizen({ citizenId: id, scopes: [] })],
  ])('with %s %s', async (code, _who, make) => {
    const erika = citizen();
    const { id } = await submit(town, erika);
    expect(codesOf(await next(follow(make(erika.citizenId), { caseId: id })))).toEqual([code]);
  });

  it.each(['nonsense', uuidv7()])('with NOT_FOUND for the case %s, which does not exist', async (caseId) => {
    expect(codesOf(await next(follow(citizen(), { caseId })))).toEqual(['NOT_FOUND']);
  });

  it('to a clerk without an office', async () => {
    expect(codesOf(await next(follow(clerk([]))))).toEqual(['FORBIDDEN']);
  });

  it('with NOT_FOUND for the cursor of somebody else, BAD_USER_INPUT for none at all', async () => {
    const stolen = await bookmarkOf(follow(citizen()));
    expect(codesOf(await next(follow(citizen(), { after: stolen })))).toEqual(['NOT_FOUND']);
    expect(codesOf(await next(follow(citizen(), { after: 'x' })))).toEqual(['BAD_USER_INPUT']);
  });
});
