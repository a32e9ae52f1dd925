import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

interface Received {
  readonly method?: string;
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
}

let received: Received[];
let hub: TestGateway;
let base: string;

const upstream = () =>
  createServer((asked, response) => {
    let bytes = 0;
    asked.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    asked.on('end', () => {
      const { method, url, headers } = asked;
      received.push({ method, url, headers, bytes });
      response.writeHead(303, [
        ['location', 'https://elsewhere.example/?a=1'],
        ['set-cookie', 'one=1; HttpOnly'],
        ['set-cookie', 'two=2'],
      ]);
      response.end('see there');
    });
  });
let server: ReturnType<typeof upstream>;

beforeEach(async () => {
  received = [];
  server = upstream();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hub = await startTestGateway({
    proxies: [
      { prefix: '/oidc', url },
      { prefix: '/files', url },
      { prefix: '/gone', url: 'http://127.0.0.1:1' },
    ],
  });
  base = hub.url.replace('/graphql', '');
});
afterEach(async () => {
  await hub.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const manual = { redirect: 'manual' } as const;

describe('a path of a subgraph', () => {
  it('keeps query, status, redirect and cookies', async () => {
    const response = await fetch(`${base}/oidc/auth?client_id=portal&x=%2F`, manual);
    expect(received[0]).toMatchObject({ method: 'GET', url: '/oidc/auth?client_id=portal&x=%2F' });
    expect([response.status, response.headers.get('location'), response.headers.getSetCookie()]).toEqual([
      303,
      'https://elsewhere.example/?a=1',
      ['one=1; HttpOnly', 'two=2'],
    ]);
  });

  it('gets the body as it came, larger than a GraphQL request may be and of any type', async () => {
    const body = new Uint8Array(1024 * 1024);
    await fetch(`${base}/files/upload`, { ...manual, method: 'POST', body, headers: { 'content-type': 'image/png' } });
    expect(received[0]).toMatchObject({ method: 'POST', bytes: body.length, headers: { 'content-type': 'image/png' } });
  });

  it('hears where the browser is from us alone', async () => {
    const forged = {
      'x-forwarded-for': '9.9.9.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-prefix': '/evil',
      forwarded: 'for=9.9.9.9',
      'x-real-ip': '9.9.9.9',
    };
    await fetch(`${base}/oidc/auth`, { ...manual, headers: forged });
    const { headers } = received[0] as Received;
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'hub.test',
      'x-forwarded-proto': 'http',
    });
    expect([headers.forwarded, headers['x-real-ip'], headers['x-forwarded-prefix']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('never carries a visa in from outside', async () => {
    await fetch(`${base}/oidc/token`, { ...manual, headers: { authorization: 'Visa forged' } });
    await fetch(`${base}/oidc/token`, { ...manual, headers: { authorization: 'Basic client' } });
    expect(received.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Basic client']);
  });

  it('answers 503 when its subgraph is down', async () => {
    const response = await fetch(`${base}/gone/x`);
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toMatchObject([
      503,
      '1',
      { errors: [{ extensions: { code: 'UNAVAILABLE' } }] },
    ]);
  });

  it.each([
    '/internal/principal',
    '/feed',
    '/oidcx',
    '/oidc/../internal/principal',
    '/oidc/%2e%2e/internal/principal',
    '/oidc/%2E./feed',
    '/oidc/..\\internal/principal',
  ])('is not %s, which stays inside', async (path) => {
    expect([await rawStatus(path), received]).toEqual([404, []]);
  });
});

/** Sends the path as it is written; `fetch` would tidy it up first. */
const rawStatus = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request({ port: new URL(base).port, host: '127.0.0.1', path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
