import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PUBLIC_LIMITS } from '../guards/limits.ts';
import { openEvents } from '../testing/events.ts';
import { bearer, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { until } from '../testing/until.ts';

let hub: TestGateway;
beforeEach(async () => {
  hub = await startTestGateway({ heartbeatMs: 20 });
});
afterEach(() => hub.close());

const TICKS = 'subscription { ticks { n by { name things { title } } } }';
const get = (query: string, headers: Record<string, string> = {}) =>
  openEvents(`${hub.url}?query=${encodeURIComponent(query)}`, { headers });

describe('event streams', () => {
  it('carry events of one subgraph with fields of another, each with its cursor', async () => {
    const events = await get(TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(1);
    expect(await events.next()).toEqual({
      id: 'c1',
      event: 'next',
      data: {
        data: { ticks: { n: 1, by: { name: 'Person p1', things: [{ title: 'Thing of p1' }] } } },
        extensions: { cursor: 'c1' },
      },
    });
    events.close();
  });

  it('continue after Last-Event-ID, without a gap', async () => {
    for (const n of [1, 2, 3]) hub.graph.ticker.push(n);
    const events = await get(TICKS, { 'last-event-id': 'c1' });
    expect([(await events.next()).id, (await events.next()).id]).toEqual(['c2', 'c3']);
    events.close();
  });

  it('move the cursor of a quiet stream by an id alone', async () => {
    const events = await get(TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.bookmark('b9');
    expect(await events.next()).toEqual({ id: 'b9' });
    events.close();
  });

  it('send a comment now and then while nothing happens', async () => {
    const events = await get(TICKS);
    await until(() => events.comments() > 2);
    events.close();
  });

  it('end upstream at once when the client leaves', async () => {
    const events = await get(TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    events.close();
    await until(() => hub.graph.ticker.followers === 0);
  });

  it('tell a refused operation as an event, then complete', async () => {
    const events = await get('subscription { nothing }');
    expect(await events.next()).toMatchObject({
      event: 'next',
      data: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    });
    expect(await events.next()).toEqual({ event: 'complete', data: '' });
  });

  it.each(['{ me { id } }', 'mutation { rename(name: "x") { id } }'])('refuse %s by GET', async (query) => {
    const response = await fetch(`${hub.url}?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect([response.status, await response.json()]).toMatchObject([
      405,
      { errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] },
    ]);
  });

  it('answer a query by POST in one event', async () => {
    const events = await openEvents(hub.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ person(id: "p1") { name } }' }),
    });
    expect(await events.next()).toEqual({ event: 'next', data: { data: { person: { name: 'Person p1' } } } });
    expect(await events.next()).toEqual({ event: 'complete', data: '' });
  });

  it('refuse a bad token before there is a stream', async () => {
    const response = await fetch(`${hub.url}?query=${encodeURIComponent(TICKS)}`, {
      headers: { accept: 'text/event-stream', ...bearer('nonsense') },
    });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    await response.body?.cancel();
  });

  it('are refused with 429 when one caller holds too many open, until one of them ends', async () => {
    const limits = { ...PUBLIC_LIMITS, streamsPerAccount: 2, streamsPerAddress: 3 };
    const small = await startTestGateway({ limits });
    const [anna, ben] = [await small.identity.signIn(), await small.identity.signIn()];
    const url = `${small.url}?query=${encodeURIComponent(TICKS)}`;
    const open = (headers: Record<string, string> = {}) => openEvents(url, { headers });
    const refused = async (headers: Record<string, string> = {}) => {
      const answer = await fetch(url, { headers: { accept: 'text/event-stream', ...headers } });
      const { errors } = (await answer.json()) as { errors: { message: string; extensions: { code: string } }[] };
      expect(errors[0]?.message).not.toMatch(/\d/);
      return [answer.status, errors[0]?.extensions.code, answer.headers.get('retry-after')];
    };
    const hers = [await open(bearer(anna.token)), await open(bearer(anna.token))];
    const others = [await open(bearer(ben.token)), await open(), await open(), await open()];
    const tooMany = [429, 'RATE_LIMITED', '1'];
    expect([await refused(bearer(anna.token)), await refused()]).toEqual([tooMany, tooMany]);
    hers[0]?.close();
    await until(() => small.graph.ticker.followers === 5);
    await (await open(bearer(anna.token))).close();
    for (const events of [...hers, ...others]) events.close();
    await until(() => small.graph.ticker.followers === 0);
    await small.close();
  });

  it('end without complete when the token ends, so that the browser comes again', async () => {
    const { token } = await hub.identity.signIn({}, { exp: Math.floor(Date.now() / 1000) + 1 });
    const events = await get(TICKS, bearer(token));
    await expect(events.next()).rejects.toThrow('over');
    await until(() => hub.graph.ticker.followers === 0);
  });

  it('end without complete when the gateway drains', async () => {
    const events = await get(TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    const closing = hub.close();
    await expect(events.next()).rejects.toThrow('over');
    await closing;
  });
});
