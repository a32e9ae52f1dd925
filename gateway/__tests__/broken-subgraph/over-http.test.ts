import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RESILIENCE } from '../../resilience/settings.ts';
import { post, startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { TestGraph } from '../../testing/test-graph.ts';
import { until } from '../../testing/until.ts';
import { httpTransport } from '../../transports/http.ts';
import type { Transport } from '../../transports/transport.ts';
import { flows, MisbehavingServer, says, writes } from './misbehaving-server.ts';

const TIMEOUT_MS = 700;
const QUERY = { query: '{ person(id: 1) { name things { title } } }' };
const deep = (levels: number) => `{"data":${'['.repeat(levels)}${']'.repeat(levels)}}`;
const entities = (things: string) => `{"data":{"_entities":[{"things":${things}}]}}`;

let server: MisbehavingServer;
let hub: TestGateway;
beforeAll(async () => {
  server = await MisbehavingServer.start();
  const graph = new TestGraph();
  const people = graph.transports().get('people') as Transport;
  const things = httpTransport({ name: 'things', url: server.url, timeoutMs: TIMEOUT_MS, maxResponseBytes: 1 << 20 });
  hub = await startTestGateway({
    supergraphSdl: graph.supergraphSdl({ things: server.url }),
    transports: new Map([
      ['people', people],
      ['things', things],
    ]),
    // Every call here fails; a breaker would soon make none.
    resilience: { ...RESILIENCE, guardCalls: false },
  });
});
afterAll(async () => {
  await hub.close();
  await server.close();
});
afterEach(() => expect(({} as { polluted?: number }).polluted).toBeUndefined());

const USELESS: readonly (readonly [what: string, behave: MisbehavingServer['behave']])[] = [
  ['answers nothing', says('')],
  ['answers null', says('null')],
  ['answers a number', says('5')],
  ['answers a list', says('[]')],
  ['answers an empty object', says('{}')],
  ['answers half a JSON', says('{"data":{"_entities":[{"things":[{"ti')],
  ['answers two JSONs', says(`${entities('[]')}${entities('[]')}`)],
  ['answers HTML', says('<html><body>Bad gateway</body></html>', { type: 'text/html' })],
  ['answers 404 with HTML', says('<h1>404</h1>', { status: '404 Not Found', type: 'text/html' })],
  ['answers 500', says(entities('[{"title":"a lie"}]'), { status: '500 Internal Server Error' })],
  ['leads elsewhere', says('', { status: '302 Found', more: 'location: http://127.0.0.1:1/\r\n' })],
  ['answers bytes that are no text', says(Buffer.from([0xff, 0xfe, 0x00, 0xc0]))],
  ['packs what nobody asked to be packed', says(gzipSync(entities('[]')), { more: 'content-encoding: gzip\r\n' })],
  ['answers lists in lists, 100,000 deep', says(deep(100_000))],
  ['answers data of the wrong shape', says('{"data":"text"}')],
  ['answers entities that are no list', says('{"data":{"_entities":{"0":{}}}}')],
  ['answers fewer entities than asked', says('{"data":{"_entities":[]}}')],
  ['answers an entity that is a text', says('{"data":{"_entities":["x"]}}')],
  ['answers errors that are none', says('{"errors":"all wrong"}')],
  ['answers a length that is too short', writes('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{"data":{}}')],
  ['speaks no HTTP', writes('hello there\r\n\r\n')],
  ['hangs up at once', (socket) => socket.destroy()],
  ['hangs up with a reset', (socket) => socket.resetAndDestroy()],
  [
    'hangs up in the middle',
    (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"data":'),
  ],
  ['sends a header without end', writes(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(200_000)}`)],
  ['promises 100 MB', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n{"data":')],
  ['sends 100 MB as fast as it can', flows(`"${'x'.repeat(65_536)}"`, 0)],
  ['sends a byte now and then, for ever', flows(' ', 50)],
  ['never answers', () => {}],
];

describe('a subgraph that', () => {
  it.each(USELESS)('%s costs its own fields with one clear error, and the rest stands', async (_what, behave) => {
    server.behave = behave;
    const { status, body } = await hub.post(QUERY);
    expect([status, body.data]).toEqual([200, { person: { name: 'Person 1', things: null } }]);
    expect(body.errors).toEqual([
      expect.objectContaining({
        path: ['person', 'things'],
        extensions: expect.objectContaining({ code: 'UNAVAILABLE' }),
      }),
    ]);
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|ECONN|JSON|undici|subgraph|things at/);
  });

  it.each([
    ['a text for a list', '"text"', null, ['person', 'things']],
    ['a list of nothing but null', '[null]', null, ['person', 'things', 0]],
    ['a number for an object', '[5]', null, ['person', 'things', 0]],
    ['an object without the field', '[{}]', null, ['person', 'things', 0, 'title']],
    ['an object for a leaf', '[{"title":{"x":1}}]', null, ['person', 'things', 0, 'title']],
    [
      'names that reach into objects',
      '[{"title":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]',
      [{ title: 'a' }],
      undefined,
    ],
  ])('answers %s is corrected where it is wrong', async (_what, things, expected, path) => {
    server.behave = says(entities(things));
    const { body } = await hub.post(QUERY);
    expect(body.data).toEqual({ person: { name: 'Person 1', things: expected } });
    expect(body.errors?.map((error) => (error as unknown as { path: unknown }).path)).toEqual(path && [path]);
  });

  it('reports ten thousand errors does not make the answer as long', async () => {
    const errors = Array.from({ length: 10_000 }, () => ({
      message: 'x'.repeat(50),
      path: ['_entities', 0, 'things'],
    }));
    server.behave = says(JSON.stringify({ data: { _entities: [{ things: null }] }, errors }));
    const { body } = await hub.post(QUERY);
    expect(body.data).toEqual({ person: { name: 'Person 1', things: null } });
    expect(JSON.stringify(body).length).toBeLessThan(64 * 1024);
  });

  it('misbehaves leaves no connection behind that waits for it', async () => {
    server.behave = () => {};
    await Promise.all(Array.from({ length: 5 }, () => hub.post(QUERY)));
    await until(() => server.connections === 0);
  });

  it('answers well again is believed at once', async () => {
    server.behave = says(entities('[{"title":"Lamp"}]'));
    const { body } = await post(hub.url, QUERY);
    expect(body).toEqual({ data: { person: { name: 'Person 1', things: [{ title: 'Lamp' }] } } });
  });
});
