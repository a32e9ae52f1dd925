import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { XBezahldienste } from './xbezahldienste.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const GOOD = {
  paymentInformation: { transactionId: 't/1', status: 'INITIAL', transactionRedirectUrl: 'https://pay.example/p' },
  paymentRequest: { requestId: 'p1', currency: 'EUR', grosAmount: 37.1 },
};
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
const token = json({ access_token: 'secret-token', expires_in: 3_600 });

let handle: Handler;
let handleToken: Handler;
let calls: { path: string; authorization?: string }[] = [];
const server = createServer((request, response) => {
  request.resume();
  calls.push({ path: request.url ?? '', authorization: request.headers.authorization });
  (request.url === '/token' ? handleToken : handle)(request, response);
});
let client: XBezahldienste;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(async () => {
  await client?.close();
  calls = [];
  handleToken = token;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = { clientId: 'hub', clientSecret: 's', originatorId: 'portal', endPointId: '15' };
  client = new XBezahldienste({ url, tokenUrl: `${url}/token`, ...names, timeoutMs: 300 });
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the client of a payment service', () => {
  it('reads an answer into our words', async () => {
    handle = json(GOOD);
    expect(await client.read('t/1')).toEqual({
      requestId: 'p1',
      cents: 3_710,
      currency: 'EUR',
      status: 'INITIAL',
      transactionId: 't/1',
      redirectUrl: 'https://pay.example/p',
      reference: null,
      paidAt: null,
      method: null,
    });
    expect(calls.at(-1)).toEqual({ path: '/paymenttransaction/portal/15/t%2F1', authorization: 'Bearer secret-token' });
  });

  it('takes one token for many calls', async () => {
    handle = json(GOOD);
    await Promise.all(Array.from({ length: 5 }, () => client.read('t')));
    await client.read('t');
    expect(calls.filter(({ path }) => path === '/token')).toHaveLength(1);
  });

  it('takes a new token when the old one is refused', async () => {
    let refused = 0;
    handle = (request, response) => (refused++ === 0 ? json({}, 401) : json(GOOD))(request, response);
    expect(await client.read('t')).toMatchObject({ status: 'INITIAL' });
    expect(calls.filter(({ path }) => path === '/token')).toHaveLength(2);
  });

  const info = (fields: object) => ({ ...GOOD, paymentInformation: { ...GOOD.paymentInformation, ...fields } });
  const order = (fields: object) => ({ ...GOOD, paymentRequest: { ...GOOD.paymentRequest, ...fields } });
  it.each<[string, Handler]>([
    ['an amount as text', json(order({ grosAmount: '37.10' }))],
    ['no amount', json(order({ grosAmount: undefined }))],
    ['a state nobody knows', json(info({ status: 'PAID' }))],
    ['no transaction', json(info({ transactionId: '' }))],
    ['a pay page that is a script', json(info({ transactionRedirectUrl: 'javascript:alert(1)' }))],
    ['a list', json([GOOD])],
    ['nothing', json(null)],
    ['half a text', (_request, response) => response.writeHead(200).end('{"paymentInformation": {"sta')],
    ['a page', (_request, response) => response.writeHead(200).end('<html>Wartung</html>')],
    ['more than anybody wants', json({ ...GOOD, junk: 'x'.repeat(300_000) })],
    ['success of another kind', json(GOOD, 201)],
    ['a redirect', json(GOOD, 302, { location: 'https://evil.example' })],
  ])('takes %s for garbled', async (_what, handler) => {
    handle = handler;
    await expect(client.read('t')).rejects.toMatchObject({ failure: 'GARBLED' });
  });

  const problem = (functionalCode: string, status: number) =>
    json({ type: 'about:blank', status, title: 'x', functionalCode }, status);
  it.each<[string, string, Handler]>([
    ['EXISTS', 'an order it has', problem('PAYMENT_EXISTS', 400)],
    ['REFUSED', 'an order with a wrong sum', problem('CALCULATION_ERROR', 400)],
    ['REFUSED', 'an order without booking data', problem('BOOKING_DATA_MISSING', 400)],
    ['REFUSED', 'an authority it does not know', problem('NO_VALID_ORIGINATOR_OR_ENDPOINT', 404)],
    ['UNKNOWN', 'a payment it does not know', problem('UNSPECIFIED', 404)],
    ['DENIED', 'a client it does not know', problem('FORBIDDEN', 403)],
    ['SILENT', 'a failure of its own', json({}, 500)],
    ['SILENT', 'a dropped line', (request) => request.socket.destroy()],
    ['SILENT', 'no answer in time', () => {}],
    ['BUSY', 'a request for patience', json({}, 429, { 'retry-after': '7' })],
  ])('says %s for %s', async (failure, _what, handler) => {
    handle = handler;
    await expect(client.read('t')).rejects.toMatchObject({ failure });
  });

  it('waits as long as it is told, within reason', async () => {
    handle = json({}, 503, { 'retry-after': '7' });
    await expect(client.read('t')).rejects.toMatchObject({ failure: 'BUSY', retryAfterMs: 7_000 });
    handle = json({}, 429, { 'retry-after': '999999' });
    await expect(client.read('t')).rejects.toMatchObject({ retryAfterMs: 600_000 });
  });

  it.each<[string, Handler]>([
    ['DENIED', json({ error: 'invalid_client' }, 401)],
    ['SILENT', json({}, 503)],
    ['GARBLED', json({ access_token: 'a\nb' })],
  ])('says %s when there is no token, and tries again the next time', async (failure, handler) => {
    handle = json(GOOD);
    handleToken = handler;
    await expect(client.read('t')).rejects.toMatchObject({ failure });
    handleToken = token;
    expect(await client.read('t')).toMatchObject({ status: 'INITIAL' });
  });
});
