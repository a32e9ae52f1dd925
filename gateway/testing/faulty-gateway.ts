import { type Toxic, ToxicProxy } from '../../platform/testing/toxic-proxy.ts';
import { RATES } from '../rates/settings.ts';
import type { ResilienceSettings } from '../resilience/settings.ts';
import { httpTransport } from '../transports/http.ts';
import { type Posted, post, startTestGateway, type TestGateway } from './test-gateway.ts';
import { TestGraph } from './test-graph.ts';
import { TestSubgraphServer } from './test-subgraph-server.ts';

export const QUERY = '{ person(id: "p1") { name things { title } } }';

/** All the ways in which the line to a subgraph may fail, and one that only looks like it. */
export const TOXICS: readonly (readonly [name: string, toxic: Toxic])[] = [
  ['slow by 50 ms', { kind: 'latency', ms: 50 }],
  ['slow by 30 s', { kind: 'latency', ms: 30_000 }],
  ['down', { kind: 'down' }],
  ['a trickle', { kind: 'bandwidth', bytesPerSecond: 100 }],
  ['slow to close', { kind: 'slow_close', ms: 3_000 }],
  ['silent, then closed', { kind: 'timeout', ms: 3_000 }],
  ['reset', { kind: 'reset_peer' }],
  ['sliced', { kind: 'slicer', bytes: 20, ms: 1 }],
  ['cut in the middle', { kind: 'limit_data', bytes: 100 }],
  ['half open', { kind: 'half_open' }],
];

/** What a client saw of one request. */
export interface Seen {
  readonly ms: number;
  readonly posted: Posted;
  /** The part of the healthy subgraph is right; the other is right too, or null with its one error. */
  readonly isSound: boolean;
  readonly isWhole: boolean;
}

export interface FaultyGateway {
  readonly hub: TestGateway;
  readonly proxy: ToxicProxy;
  /** The subgraph behind the proxy. */
  readonly things: TestSubgraphServer;
  ask(): Promise<Seen>;
  close(): Promise<void>;
}

/** The test gateway with one of its two subgraphs behind real HTTP and a network that can be spoiled. */
export async function startFaultyGateway(resilience: ResilienceSettings): Promise<FaultyGateway> {
  const graph = new TestGraph();
  const things = await TestSubgraphServer.start('things', graph);
  const proxy = await ToxicProxy.start(things.url);
  const transports = graph.transports();
  transports.set('things', httpTransport({ name: 'things', url: `${proxy.url}/graphql` }));
  const hub = await startTestGateway({ transports, resilience, rates: { ...RATES, perAddress: 0 } });
  const close = async () => {
    await hub.close();
    await proxy.close();
    await things.close();
  };
  return { hub, proxy, things, ask: () => ask(hub.url), close };
}

async function ask(url: string): Promise<Seen> {
  const startedAt = performance.now();
  const posted = await post(url, { query: QUERY });
  const ms = performance.now() - startedAt;
  const answer = JSON.stringify(posted.body);
  const isWhole = answer === WHOLE;
  return { ms, posted, isWhole, isSound: posted.status === 200 && (isWhole || answer === PARTIAL) };
}

const WHOLE = JSON.stringify({ data: { person: { name: 'Person p1', things: [{ title: 'Thing of p1' }] } } });
const PARTIAL = JSON.stringify({
  errors: [
    {
      message: 'This part of the hub does not answer at the moment.',
      path: ['person', 'things'],
      extensions: { code: 'UNAVAILABLE', details: { retryable: true } },
    },
  ],
  data: { person: { name: 'Person p1', things: null } },
});
