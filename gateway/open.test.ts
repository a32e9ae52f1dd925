import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeLogger } from '../platform/server/index.ts';
import { makeOpenGateway, readSubgraphUrls } from './open-gateway.ts';
import { readOpenOptions } from './open-options.ts';
import type { Gateway } from './server.ts';
import { openEvents } from './testing/events.ts';
import { post } from './testing/test-gateway.ts';
import { TestGraph } from './testing/test-graph.ts';
import { TestSubgraphServer } from './testing/test-subgraph-server.ts';
import { until } from './testing/until.ts';

describe('the command line of open mode', () => {
  const good = ['--supergraph', 'a.graphql', '--port', '5000', '--open'];
  const production = { NODE_ENV: 'production' };

  it('needs --open', () => {
    expect(() => readOpenOptions(good.slice(0, 4), {})).toThrow('--open');
  });

  it('is refused in production unless said twice', () => {
    expect(() => readOpenOptions(good, production)).toThrow('--i-know-this-is-open');
    expect(readOpenOptions([...good, '--i-know-this-is-open'], production)).toMatchObject({ port: 5000 });
  });

  it.each([
    ['an option that is not known', ['--opne']],
    ['a port that is none', ['--port', 'x']],
  ])('refuses %s', (_what, more) => {
    expect(() => readOpenOptions([...good, ...more], {})).toThrow();
  });
});

describe('open mode', () => {
  let graph: TestGraph;
  let servers: TestSubgraphServer[];
  let gateway: Gateway;
  let url: string;

  beforeEach(async () => {
    graph = new TestGraph();
    const [people, things] = await Promise.all([
      TestSubgraphServer.start('people', graph),
      TestSubgraphServer.start('things', graph),
    ]);
    servers = [people, things];
    const supergraphSdl = graph.supergraphSdl({ people: people.url, things: things.url });
    const logger = makeLogger({ level: 'silent' });
    gateway = await makeOpenGateway({ supergraphSdl, publicUrl: 'http://localhost:0', logger });
    url = `${await gateway.listen(0)}/graphql`;
  });
  afterEach(async () => {
    await gateway.close();
    await Promise.all(servers.map((server) => server.close()));
  });

  it('joins subgraphs at the addresses in the supergraph, without visas', async () => {
    const answer = await post(url, { query: '{ person(id: "p1") { name things { title } } }' });
    expect(answer.body).toEqual({ data: { person: { name: 'Person p1', things: [{ title: 'Thing of p1' }] } } });
    expect(servers.flatMap(({ requests }) => requests.map(({ headers }) => headers.authorization))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('reads no token and answers introspection', async () => {
    const answer = await post(url, { query: '{ __schema { queryType { name } } }' }, { authorization: 'Bearer x' });
    expect([answer.status, answer.body.data]).toEqual([200, { __schema: { queryType: { name: 'Query' } } }]);
  });

  it('streams', async () => {
    const query = encodeURIComponent('subscription { ticks { n } }');
    const events = await openEvents(`${url}?query=${query}`, {});
    await until(() => graph.ticker.followers === 1);
    graph.ticker.push(4);
    expect(await events.next()).toMatchObject({ id: 'c4', data: { data: { ticks: { n: 4 } } } });
    events.close();
    await until(() => graph.ticker.followers === 0);
  });

  it('answers what is left when one subgraph is down', async () => {
    await servers[1]?.close();
    const answer = await post(url, { query: '{ person(id: "p1") { name things { title } } }' });
    expect(answer.body.data).toEqual({ person: { name: 'Person p1', things: null } });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
  });
});

describe('reading addresses', () => {
  it('refuses a file that is no supergraph, and a subgraph without an address', () => {
    expect(() => readSubgraphUrls('type Query { a: Int }')).toThrow('--supergraph');
    const bare = 'enum join__Graph { A @join__graph(name: "a", url: "") }';
    expect(() => readSubgraphUrls(bare)).toThrow('has no address for subgraph a');
  });
});
