import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { makeLogger, makeServer } from './index.ts';

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-dns-prefetch-control': 'off',
  'x-permitted-cross-domain-policies': 'none',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
};

let app: FastifyInstance;
let url: string;

beforeEach(async () => {
  app = await makeServer({ logger: makeLogger({ level: 'silent' }), checkReady: async () => {} });
  app.get('/json', async () => ({ name: 'Bus' }));
  app.get('/broken', async () => {
    throw new Error('broken');
  });
  app.get('/own', (_request, reply) => reply.header('cross-origin-resource-policy', 'cross-origin').send('picture'));
  app.get('/stream', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).end(':\n\n');
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => app.close());

const headersOf = async (path: string) => Object.fromEntries((await fetch(url + path)).headers);

it.each(['/json', '/livez', '/stream', '/nowhere', '/broken'])('%s has the security headers', async (path) => {
  expect(await headersOf(path)).toMatchObject(ALWAYS);
});

it('a route may say otherwise about itself, and about nothing else', async () => {
  expect(await headersOf('/own')).toMatchObject({ ...ALWAYS, 'cross-origin-resource-policy': 'cross-origin' });
  expect(await headersOf('/json')).toMatchObject(ALWAYS);
});

it('pages of others and the transport are not for this door to say', async () => {
  const headers = await headersOf('/json');
  expect(headers).not.toHaveProperty('content-security-policy');
  expect(headers).not.toHaveProperty('strict-transport-security');
});
