import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { validate as isUuid } from 'uuid';
import { openEvents } from './testing/events.ts';
import { SocketClient } from './testing/socket-client.ts';
import { bearer, codesOf, startTestGateway, type TestGateway } from './testing/test-gateway.ts';
import { TestGraph } from './testing/test-graph.ts';
import { until } from './testing/until.ts';

let hub: TestGateway;
let metrics: Registry;
beforeEach(async () => {
  metrics = new Registry();
  hub = await startTestGateway({
    metrics,
    drainMs: 500,
    routes: (app) => {
      app.get('/hello', async () => 'Guten Tag');
    },
  });
});
afterEach(() => hub.close());

const base = () => hub.url.replace('/graphql', '');

describe('draining', () => {
  it('finishes a request under way, sends new ones elsewhere and says so at /readyz', async () => {
    const underWay = hub.post({ query: '{ slow }' });
    await until(() => hub.graph.requests.length === 1);
    const closing = hub.close();
    const [late, ready] = await Promise.all([hub.post({ query: '{ me { id } }' }), fetch(`${base()}/readyz`)]);
    expect([late.status, codesOf(late), late.headers.get('retry-after')]).toEqual([503, ['OVERLOADED'], '1']);
    expect(ready.status).toBe(503);
    hub.graph.finishSlow();
    expect((await underWay).body).toEqual({ data: { slow: 'done' } });
    await closing;
  });

  it('answers what is under way on a socket before that is closed, and takes nothing new on it', async () => {
    const draining = await startTestGateway();
    const client = await SocketClient.init(draining.wsUrl);
    client.ask('1', '{ slow }');
    await until(() => draining.graph.requests.length === 1);
    const closing = draining.close();
    client.ask('2', 'mutation { rename(name: "x") { name } }');
    expect((await client.hear('error', '2')).payload).toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
    draining.graph.finishSlow();
    expect((await client.hear('next', '1')).payload).toEqual({ data: { slow: 'done' } });
    expect(await client.closed).toEqual({ code: 1012 });
    await closing;
    expect(draining.graph.requests).toHaveLength(1);
  });

  it('answers what is under way on an event stream', async () => {
    const draining = await startTestGateway();
    const events = await openEvents(draining.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow }' }),
    });
    await until(() => draining.graph.requests.length === 1);
    const closing = draining.close();
    draining.graph.finishSlow();
    expect(await events.next()).toEqual({ event: 'next', data: { data: { slow: 'done' } } });
    await closing;
  });

  it('closes a socket in the end whose operation is never answered', async () => {
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', '{ slow }');
    await until(() => hub.graph.requests.length === 1);
    await hub.close();
    expect(await client.closed).toEqual({ code: 1012 });
  });

  it('does not wait for ever', async () => {
    const underWay = hub.post({ query: '{ slow }' }).catch((error) => error);
    await until(() => hub.graph.requests.length === 1);
    await hub.close();
    expect(await underWay).toHaveProperty('message', 'fetch failed');
  });

  it('may be asked for twice', async () => {
    await Promise.all([hub.close(), hub.close()]);
  });
});

describe('the gateway', () => {
  it('counts requests, calls and open streams', async () => {
    await hub.post({ query: '{ person(id: "p1") { things { title } } }' });
    await hub.post({ query: '{ nothing }' });
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', 'subscription { ticks { n } }');
    await until(() => hub.graph.ticker.followers === 1);
    const text = await (await fetch(`${base()}/metrics`)).text();
    expect(text).toContain('stadttor_gateway_requests_total{protocol="http",outcome="ok"} 1');
    expect(text).toContain('stadttor_gateway_requests_total{protocol="http",outcome="refused"} 1');
    expect(text).toContain('stadttor_gateway_subgraph_call_seconds_count{subgraph="things",outcome="ok"} 1');
    expect(text).toContain('stadttor_gateway_open_streams{protocol="websocket"} 1');
    await client.close();
    await until(async () => (await metrics.metrics()).includes('open_streams{protocol="websocket"} 0'));
  });

  it.each([
    ['the portal is told her own', {}, true],
    ['a partner app is told another', { kind: 'partner', client: 'waste-app' }, false],
  ] as const)('tells a citizen’s id without a portal session too: %s', async (_who, fields, isHerOwn) => {
    const graph = new TestGraph();
    const hubOfCitizens = await startTestGateway({
      supergraphSdl: graph.supergraphSdl().replaceAll(/\bPerson\b/g, 'Citizen'),
      transports: graph.transports(),
    });
    const { principal, token } = await hubOfCitizens.identity.signIn(fields);
    const { body } = await hubOfCitizens.post({ query: '{ me { id } }' }, bearer(token));
    await hubOfCitizens.close();
    const { id } = (body.data as { me: { id: string } }).me;
    expect([isUuid(id), id === principal.citizenId]).toEqual([true, isHerOwn]);
  });

  it('serves the pages that the hub adds', async () => {
    expect(await (await fetch(`${base()}/hello`)).text()).toBe('Guten Tag');
  });

  it('has Apollo’s telemetry off', () => {
    expect(process.env.APOLLO_TELEMETRY_DISABLED).toBe('true');
  });

  it('stops the work when the client leaves, but not a mutation', async () => {
    const gone = new AbortController();
    const ask = (query: string) =>
      fetch(hub.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        signal: gone.signal,
      }).catch(() => {});
    const left = ask('{ slow }');
    await until(() => hub.graph.requests.length === 1);
    await ask('mutation { rename(name: "x") { id } }');
    gone.abort();
    await left;
    await until(() => hub.graph.requests[0]?.signal?.aborted === true);
    expect(hub.graph.requests[1]?.signal?.aborted).toBe(false);
  });
});
