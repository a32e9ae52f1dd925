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
    'H15 with a session cookie is refused from the origin %s, and no page elsewhere may read an answer',
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
});
