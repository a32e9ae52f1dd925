import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { makeLogger, makeServer } from '../../../platform/server/index.ts';
import { startTestSubgraph, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { identity } from '../main.ts';
import { appRequest } from './sign-in-hub.ts';

const HUB = 'https://stadt.example';
let subgraph: TestSubgraph;
let app: FastifyInstance;
beforeAll(async () => {
  subgraph = await startTestSubgraph(identity, { publicUrl: HUB });
  app = await makeServer({ logger: makeLogger({ level: 'silent' }), checkReady: async () => {} });
  await app.register(async (scope) => subgraph.running.routes?.(scope));
});
afterAll(async () => {
  await app.close();
  await subgraph.stop();
});

describe('a hub behind https', () => {
  it('sets cookies that travel nowhere else, whatever the request claims about itself', async () => {
    const { url } = await appRequest({ redirect_uri: `${HUB}/session/callback` });
    const { pathname, search } = new URL(url);
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', host: 'evil.example' };
    const answer = await app.inject({ url: `${pathname}${search}`, headers });
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Secure-.*; samesite=lax; secure; httponly$/);
    expect(answer.headers.location).toMatch(/^(https:\/\/stadt\.example)?\/sign-in\//);
  });

  it('names its own address everywhere, not the one it was asked at', async () => {
    const headers = { host: 'evil.example' };
    const { body } = await app.inject({ url: '/.well-known/openid-configuration', headers });
    expect(body).not.toContain('evil.example');
    expect(JSON.parse(body)).toMatchObject({ issuer: HUB, token_endpoint: `${HUB}/oidc/token` });
  });
});
