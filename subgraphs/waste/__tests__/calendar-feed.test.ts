import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { makeServer } from '../../../platform/server/index.ts';
import { citizen, partnerFor } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { makeFeedFile } from '../routes/feed-file.ts';
import { eventsOf } from './events.ts';
import { idOf, useTown } from './town.ts';

const CREATE = `mutation ($input: CreateCalendarFeedInput!) {
  createCalendarFeed(input: $input) { url calendarFeed { id language revokedAt alarm { daysBefore time } address { label } } }
}`;
const REVOKE =
  'mutation ($input: RevokeCalendarFeedInput!) { revokeCalendarFeed(input: $input) { calendarFeed { id revokedAt } } }';
const FEEDS = '{ me { calendarFeeds { id language createdAt address { label } } } }';

interface Created {
  createCalendarFeed: { url: string | null; calendarFeed: { id: string } };
}

const town = useTown();
let app: FastifyInstance;
let origin: string;
let house: string;
const logged: string[] = [];

beforeAll(async () => {
  await town.importDemo(2027);
  house = await idOf(town, 'Lindenweg 7a');
  const stream = new Writable({ write: (chunk, _encoding, done) => done(void logged.push(String(chunk))) });
  app = await makeServer({ logger: pino({ level: 'trace' }, stream), checkReady: async () => {} });
  await app.register(async (scope) => town.hub.running.routes?.(scope));
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

const create = (who: Principal, input: object = {}) =>
  town.hub.as(who).ask(CREATE, { input: { addressId: house, idempotencyKey: 'k', ...input } });

async function subscribed(input: object = {}) {
  const erika = citizen();
  const { createCalendarFeed } = (await create(erika, input)).data as unknown as Created;
  const path = new URL(String(createCalendarFeed.url)).pathname;
  const read = (headers: Record<string, string> = {}) => fetch(origin + path, { headers });
  return { erika, path, read, id: createCalendarFeed.calendarFeed.id };
}

const revoke = (who: Principal, feedId: string, idempotencyKey = 'r') =>
  town.hub.as(who).ask(REVOKE, { input: { feedId, idempotencyKey } });

describe('a calendar feed', () => {
  it('is read by a calendar program: dates, names, reminder, no address', async () => {
    const { read } = await subscribed({ alarm: { daysBefore: 1, time: '19:00' } });
    const answer = await read();
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*X-WR-CALNAME:Abfallkalender\r\n[\s\S]*END:VCALENDAR\r\n$/);
    expect(text).toContain('DTSTART;VALUE=DATE:20270104\r\nDTEND;VALUE=DATE:20270105\r\nSUMMARY:Restmüll\r\n');
    expect(text).toContain('TRIGGER:-PT5H\r\n');
    expect(text).not.toContain('Lindenweg');
  });

  it.each([
    ['EN', 'SUMMARY:Residual waste (Restmüll)'],
    ['LEICHT', 'SUMMARY:Rest-Müll wird abgeholt (Restmüll)'],
  ])('speaks %s', async (language, summary) => {
    const { read } = await subscribed({ language });
    const text = await (await read()).text();
    expect(text).toContain(summary);
    expect(text).not.toContain('VALARM');
  });

  it('answers 304 to who knows it already, by tag or by date', async () => {
    const { read } = await subscribed();
    const { headers } = await read();
    const [etag, modified] = [String(headers.get('etag')), String(headers.get('last-modified'))];
    const byTag = await read({ 'if-none-match': `"other", W/${etag}` });
    expect([byTag.status, await byTag.text(), byTag.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await read({ 'if-modified-since': modified })).status).toBe(304);
    expect((await read({ 'if-modified-since': 'Mon, 01 Jan 2018 00:00:00 GMT' })).status).toBe(200);
    expect((await read({ 'if-none-match': '"other"', 'if-modified-since': modified })).status).toBe(200);
    expect((await read({ 'if-modified-since': 'nonsense' })).status).toBe(200);
  });

  it('tells of its link once, and of itself in her list', async () => {
    const erika = citizen();
    const first = (await create(erika)).data as unknown as Created;
    expect(first.createCalendarFeed.url).toMatch(/^http:\/\/localhost:4000\/calendar\/[A-Za-z0-9_-]{43}\.ics$/);
    const again = (await create(erika)).data as unknown as Created;
    expect(again.createCalendarFeed).toEqual({ ...first.createCalendarFeed, url: null });
    const { result, statements } = await recordStatements(() => town.hub.as(erika).query(FEEDS));
    expect(result).toMatchObject({
      me: { calendarFeeds: [{ id: first.createCalendarFeed.calendarFeed.id, language: 'DE' }] },
    });
    expect(statements).toHaveLength(2);
    expect(JSON.stringify(result)).not.toContain('.ics');
  });

  it('leads nowhere after it was revoked, exactly like a link that never was', async () => {
    const { erika, id, path, read } = await subscribed();
    expect(await revoke(erika, id)).toMatchObject({
      data: { revokeCalendarFeed: { calendarFeed: { id, revokedAt: expect.any(String) } } },
    });
    const answers = await Promise.all(
      [
        path,
        `/calendar/${'A'.repeat(43)}.ics`,
        '/calendar/x.ics',
        `${path}.ics`,
        path.replace('.ics', ''),
        `/calendar/${'a'.repeat(400)}`,
      ].map(async (each) => {
        const answer = await fetch(origin + each);
        return [answer.status, await answer.text(), answer.headers.get('cache-control')];
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject([404, expect.stringContaining('NOT_FOUND'), 'private, no-cache']);
    expect((await read({ 'if-none-match': '*' })).status).toBe(404);
    expect(await town.hub.as(erika).query(FEEDS)).toEqual({ me: { calendarFeeds: [] } });
    expect(await revoke(erika, id, 'again')).toMatchObject({ data: { revokeCalendarFeed: { calendarFeed: { id } } } });
  });

  it('is in the log without address and secret', async () => {
    const { erika, id, path } = await subscribed();
    await revoke(erika, id);
    await revoke(erika, id);
    const events = await eventsOf(town.hub, erika.citizenId);
    expect(events.map(({ kind, subject, version }) => [kind, subject, version])).toEqual([
      ['CALENDAR_FEED_CREATED', id, 1],
      ['CALENDAR_FEED_REVOKED', id, 2],
    ]);
    expect(JSON.stringify(events)).not.toContain(house);
    expect(JSON.stringify(events)).not.toContain(path.slice(10, 30));
  });

  it('leaves nothing of the link in the log file', async () => {
    const { path, read } = await subscribed();
    await read();
    await fetch(`${origin}${path}x`);
    expect(logged.join('')).not.toContain(path.slice(10, 40));
    expect(logged.join('')).not.toMatch(/Lindenweg/);
  });

  it('reads two statements, however many dates there are', async () => {
    const { path } = await subscribed();
    const parts = { database: town.hub.running.database, publicUrl: 'http://localhost:4000' };
    const { result, statements } = await recordStatements(() => makeFeedFile(path.slice(10, -4), parts));
    expect(String(result?.body).split('BEGIN:VEVENT').length).toBeGreaterThan(50);
    expect(statements).toHaveLength(2);
  });

  it.each([
    ['NOT_FOUND', { addressId: 'nonsense' }],
    ['NOT_FOUND', { addressId: '0190a000-0000-7000-8000-000000000000' }],
    ['BAD_USER_INPUT', { alarm: { daysBefore: 8, time: '19:00' } }],
    ['BAD_USER_INPUT', { alarm: { daysBefore: -1, time: '19:00' } }],
    ['BAD_USER_INPUT', { alarm: { daysBefore: 1, time: '24:00' } }],
    ['BAD_USER_INPUT', { alarm: { daysBefore: 1, time: '19:00\r\nX:1' } }],
    ['BAD_USER_INPUT', { idempotencyKey: '' }],
  ])('is refused with %s for %j', async (code, input) => {
    const erika = citizen();
    expect(await create(erika, input)).toMatchObject({
      data: { createCalendarFeed: null },
      errors: [{ extensions: { code } }],
    });
    expect(await town.hub.as(erika).query(FEEDS)).toEqual({ me: { calendarFeeds: [] } });
  });

  it('is refused when she has too many, until she revokes one', async () => {
    const erika = citizen();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => create(erika, { idempotencyKey: `k${index}` })),
    );
    const refused = await create(erika, { idempotencyKey: 'one-too-many' });
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'CALENDAR_FEED_LIMIT' } }] });
    const [first] = made.map(({ data }) => data as unknown as Created);
    await revoke(erika, String(first?.createCalendarFeed.calendarFeed.id));
    expect(await create(erika, { idempotencyKey: 'one-too-many' })).toMatchObject({
      data: { createCalendarFeed: { url: expect.any(String) } },
    });
  });

  it.each([
    ['the public', 'UNAUTHENTICATED', PUBLIC_PRINCIPAL],
    ['an app without consent', 'CONSENT_REQUIRED', partnerFor(citizen().citizenId)],
    ['a citizen without the scope', 'FORBIDDEN', citizen({ scopes: ['openid'] })],
  ])('is not made by %s', async (_who, code, principal) => {
    expect(await create(principal)).toMatchObject({
      data: { createCalendarFeed: null },
      errors: [{ extensions: { code } }],
    });
  });

  it.each([
    ['another citizen', 'NOT_FOUND', () => citizen()],
    ['the public', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['an app without consent', 'CONSENT_REQUIRED', (id: string) => partnerFor(id)],
  ])('is neither seen nor revoked by %s', async (_who, code, principalFor) => {
    const { erika, id, read } = await subscribed();
    const stranger = principalFor(erika.citizenId);
    const entity = `query ($id: ID!) {
      _entities(representations: [{ __typename: "Citizen", id: $id }]) { ... on Citizen { calendarFeeds { id } } }
    }`;
    const asked = await town.hub.as(stranger).ask(entity, { id: erika.citizenId });
    expect(asked).toMatchObject({ data: { _entities: [{ calendarFeeds: null }] }, errors: [{ extensions: { code } }] });
    expect(await revoke(stranger, id)).toMatchObject({
      data: { revokeCalendarFeed: null },
      errors: [{ extensions: { code } }],
    });
    expect((await read()).status).toBe(200);
  });

  it.each(['nonsense', '0190a000-0000-7000-8000-000000000000'])('is not revoked under the id %s', async (id) => {
    expect(await revoke(citizen(), id)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});
