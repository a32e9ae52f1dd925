import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { HOSTILE_REQUESTS, sendRaw } from './requests.ts';

let hub: TestGateway;
let port: number;
beforeAll(async () => {
  hub = await startTestGateway({ session: { clientSecret: 'x', scopes: ['openid'] } });
  port = (hub.gateway.app.server.address() as AddressInfo).port;
});
afterAll(() => hub.close());

describe('a request of hostile bytes', () => {
  it.each(HOSTILE_REQUESTS.map((request) => [request.id, request.what, request] as const))(
    '%s %s',
    async (_id, _what, { bytes, status, code }) => {
      const { headers, body, ...answer } = await sendRaw(port, bytes);
      const codes = [...body.matchAll(/"code":"([A-Z_]+)"/g)].map(([, each]) => each);
      const expected = code === 'ok' ? [] : [code];
      expect([answer.status, codes]).toEqual([status, expected]);
      expect(body.length).toBeLessThan(8 * 1024);
      expect(`${headers}${body}`).not.toMatch(/access-control-allow|fastify|express|node_modules|\.ts:/i);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    },
  );

  it.each(['null', 'https://evil.example', 'http://hub.test.evil.example', 'http://sub.hub.test'])(
    'with a session cookie is refused from the origin %s, and no page elsewhere may read an answer',
    async (origin) => {
      const answer = await hub.post({ query: '{ __typename }' }, { origin, cookie: 'stadttor=x' });
      expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([400, 'CSRF_BLOCKED']);
      const preflight = await fetch(hub.url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('on one connection keeps two users apart', async () => {
    const [anna, ben] = [await hub.identity.signIn(), await hub.identity.signIn()];
    const body = '{"query":"{ me { id } }"}';
    const ask = (token: string, close: string) =>
      `POST /graphql HTTP/1.1\r\nhost: hub.test\r\n${close}authorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`;
    const { body: text } = await sendRaw(
      port,
      Buffer.from(ask(anna.token, '') + ask(ben.token, 'connection: close\r\n')),
    );
    const ids = [anna, ben].map(({ principal }) => principal.citizenId);
    const answers = `${text}`.match(/"id":"[^"]+"/g);
    expect(answers).toEqual(ids.map((id) => `"id":"${id}"`));
  });
});
