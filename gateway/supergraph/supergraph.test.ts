import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEvents } from '../testing/events.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { codesOf, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { TestGraph } from '../testing/test-graph.ts';
import { until } from '../testing/until.ts';
import { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';
import { supergraphSource } from './source.ts';

const FIRST = new TestGraph().supergraphSdl();
/** Another graph over the same subgraphs; `change` is what its author did. */
const changed = (change: (sdl: string) => string): string => {
  const sdl = change(FIRST);
  if (sdl === FIRST) throw new Error('nothing was changed');
  return sdl;
};
const WITHOUT_NAME = changed((sdl) => sdl.replaceAll(/^ {2}name: String @join__field.*\n/gm, ''));
const WITHOUT_TICKS = changed((sdl) =>
  sdl.replaceAll(/^type Subscription[^}]*}\n/gm, '').replace(/^ {2}subscription: .*\n/m, ''),
);
/** Knows a field that its subgraph does not. */
const AHEAD = changed((sdl) => sdl.replace(/^( {2})slow(: String @join__field.*)$/m, '$1slow$2\n$1newest$2'));
const TICKS = 'subscription { ticks { n by { things { title } } } }';

let folder: string;
let file: string;
let hub: TestGateway;
let trusted: Map<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stadttor-supergraph-'));
  file = join(folder, 'supergraph.graphql');
  writeFileSync(file, FIRST);
  trusted = new Map();
  hub = await startTestGateway({
    supergraphSdl: FIRST,
    source: supergraphSource(file, 600_000),
    keptAt: join(folder, 'kept.graphql'),
    trustedDocuments: new TrustedDocuments(trusted),
  });
});
afterEach(async () => {
  await hub.close();
  // A copy for the next start may still be on its way to the disk.
  rmSync(folder, { recursive: true, maxRetries: 10 });
});

/** As a deployment does: whole, under another name first. */
async function deploy(sdl: string): Promise<void> {
  writeFileSync(`${file}.new`, sdl);
  renameSync(`${file}.new`, file);
  await hub.gateway.lookAtSupergraph();
}

const PERSON = { query: '{ person(id: "p1") { name } }' };
const isCurrent = async () => (await hub.post(PERSON)).status === 200;
const metric = async (name: string) =>
  (await (await fetch(new URL('/metrics', hub.url))).text()).split('\n').filter((line) => line.startsWith(name));

describe('another supergraph', () => {
  it('is served as soon as it lies in the file, and is the one kept for the next start', async () => {
    expect(await isCurrent()).toBe(true);
    await deploy(WITHOUT_NAME);
    expect(codesOf(await hub.post(PERSON))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    await until(() => readFileSync(join(folder, 'kept.graphql'), 'utf8') === WITHOUT_NAME);
    expect(await metric('stadttor_gateway_supergraph_changes_total')).toEqual([
      'stadttor_gateway_supergraph_changes_total{outcome="swapped"} 1',
    ]);
  });

  it('is found without being told, by looking again and again', async () => {
    const watching = await startTestGateway({ supergraphSdl: FIRST, source: supergraphSource(file, 10) });
    writeFileSync(file, WITHOUT_NAME);
    await until(async () => (await watching.post(PERSON)).status === 400);
    await watching.close();
  });

  it.each([
    ['is no GraphQL', '}{'],
    ['is no supergraph', 'type Query { a: Int }'],
    ['contradicts itself', FIRST.replace('type Tick', 'type Tock')],
    ['names a subgraph that cannot be reached', FIRST.replace('name: "things"', 'name: "elsewhere"')],
  ])('is refused when it %s, and the last good one stays', async (_what, sdl) => {
    await deploy(sdl);
    expect(await isCurrent()).toBe(true);
    expect(await metric('stadttor_gateway_supergraph_changes_total')).toEqual([
      'stadttor_gateway_supergraph_changes_total{outcome="refused"} 1',
    ]);
    await deploy(WITHOUT_NAME);
    expect(await isCurrent()).toBe(false);
  });

  it('is refused when a trusted document does not fit it', async () => {
    trusted.set('one', PERSON.query);
    await deploy(WITHOUT_NAME);
    expect(await isCurrent()).toBe(true);
    trusted.clear();
    await deploy(`${WITHOUT_NAME}\n`);
    expect(await isCurrent()).toBe(false);
  });

  it('is refused when it makes a trusted document dearer than the guards allow', async () => {
    trusted.set('one', '{ people { id } }');
    await deploy(changed((sdl) => sdl.replace(/(?<= {2}people.*)@listSize\(/, '@listSize(assumedSize: 1000000, ')));
    expect((await hub.post({ query: '{ people { id } }' })).status).toBe(200);
    expect(await metric('stadttor_gateway_supergraph_changes_total')).toEqual([
      'stadttor_gateway_supergraph_changes_total{outcome="refused"} 1',
    ]);
  });

  it('leaves requests that began before it to end as they began', async () => {
    const before = hub.post({ query: '{ slow person(id: "p1") { name } }' });
    await until(() => hub.graph.requests.length > 0);
    await deploy(WITHOUT_NAME);
    hub.graph.finishSlow();
    expect((await before).body).toEqual({ data: { slow: 'done', person: { name: 'Person p1' } } });
  });

  it('goes back by itself when its subgraphs do not know what they are asked', async () => {
    await deploy(AHEAD);
    expect(await isCurrent()).toBe(true);
    const ask = () => hub.post({ query: '{ newest }' });
    await until(async () => (await ask()).status === 400);
    expect((await metric('stadttor_gateway_supergraph_changes_total')).at(-1)).toContain('outcome="returned"} 1');
    await hub.gateway.lookAtSupergraph();
    expect((await ask()).status).toBe(400);
    expect(await isCurrent()).toBe(true);
  });

  it('comes from an address too, which is asked whether there is another', async () => {
    const origin = await serveText(FIRST);
    const source = supergraphSource(origin.url, 600_000);
    const remote = await startTestGateway({ supergraphSdl: (await source.read()) as string, source });
    await remote.gateway.lookAtSupergraph();
    origin.text = WITHOUT_NAME;
    await remote.gateway.lookAtSupergraph();
    expect((await remote.post(PERSON)).status).toBe(400);
    origin.status = 500;
    await remote.gateway.lookAtSupergraph();
    expect((await remote.post(PERSON)).status).toBe(400);
    expect(origin.answers).toEqual([200, 304, 200, 500]);
    await remote.close();
    await origin.close();
  });
});

describe('a start', () => {
  it('falls back to the last good supergraph when the given one does not hold', async () => {
    const next = await startTestGateway({ supergraphSdl: '}{', keptAt: join(folder, 'kept.graphql') });
    expect((await next.post(PERSON)).status).toBe(200);
    await next.close();
  });
});

describe('a subscription', () => {
  it('over a socket goes on under another supergraph: same upstream, new plan', async () => {
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', TICKS);
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(1);
    await client.hear('next');
    const opened = hub.graph.requests.filter(({ document }) => document.includes('subscription')).length;
    await deploy(WITHOUT_NAME);
    hub.graph.ticker.push(2);
    expect((await client.hear('next')).payload).toMatchObject({
      data: { ticks: { n: 2, by: { things: [{ title: 'Thing of p1' }] } } },
      extensions: { cursor: 'c2' },
    });
    expect(hub.graph.requests.filter(({ document }) => document.includes('subscription'))).toHaveLength(opened);
    await client.close();
  });

  it('asks its upstream anew after the cursor when the plan needs other words', async () => {
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', 'subscription { ticks { n by { name } } }');
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(1);
    await client.hear('next');
    // The name comes from the other subgraph now, so that the upstream has to bring the key.
    await deploy(
      FIRST.replace(/^ {2}name: String @join__field\(graph: PEOPLE\)$/m, '  name: String @join__field(graph: THINGS)'),
    );
    await until(() => hub.graph.requests.some(({ resumeAfter }) => resumeAfter === 'c1'));
    expect(hub.graph.ticker.followers).toBe(1);
    await client.close();
  });

  it('ends with OPERATION_OUTDATED when it fits no more, the others beside it go on', async () => {
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('names', 'subscription { ticks { by { name } } }');
    client.ask('ticks', TICKS);
    const events = await openEvents(
      `${hub.url}?query=${encodeURIComponent('subscription { ticks { by { name } } }')}`,
      {},
    );
    await until(() => hub.graph.ticker.followers === 3);
    await deploy(WITHOUT_NAME);
    expect(await client.hear('next', 'names')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'OPERATION_OUTDATED' } }] },
    });
    await client.hear('complete', 'names');
    expect(await events.next()).toMatchObject({ data: { errors: [{ extensions: { code: 'OPERATION_OUTDATED' } }] } });
    expect(await events.next()).toMatchObject({ event: 'complete' });
    await until(() => hub.graph.ticker.followers === 1);
    hub.graph.ticker.push(1);
    await client.hear('next', 'ticks');
    await client.close();
  });

  it('is refused under a graph that has none', async () => {
    await deploy(WITHOUT_TICKS);
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', TICKS);
    expect(await client.hear('error', '1')).toBeDefined();
    await client.close();
  });
});

interface Origin {
  text: string;
  status: number;
  readonly url: string;
  readonly answers: number[];
  close(): Promise<void>;
}

/** Serves one text with an ETag, as a registry of schemas does. */
async function serveText(text: string): Promise<Origin> {
  const server: Server = createServer((request, response) => {
    const etag = `"${createHash('sha256').update(origin.text).digest('hex')}"`;
    const status = request.headers['if-none-match'] === etag && origin.status === 200 ? 304 : origin.status;
    origin.answers.push(status);
    response.writeHead(status, { etag }).end(status === 200 ? origin.text : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin: Origin = {
    text,
    status: 200,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph`,
    answers: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return origin;
}
