import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { buildSchema, parse, validate } from 'graphql';
import { readHubConfig } from '../config.ts';
import { servePages } from './serve-pages.ts';
import { keepShown } from './start-files.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://tor.example',
  STADTTOR_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgresql://db.example/postgres',
};
const api = () => buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));

describe('the start page', () => {
  let app: FastifyInstance;
  beforeEach(() => {
    app = fastify();
  });
  afterEach(() => app.close());

  const get = async (url: string, env = {}) => {
    await servePages(app, readHubConfig(env));
    return app.inject({ url });
  };

  it('offers demo persons where the sandbox runs', async () => {
    const { body, headers } = await get('/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('/session/sign-in?return=/&amp;hint=servicekonto:erika');
    expect(body).not.toContain('href="/session/sign-in?return=/"');
  });

  it('offers the real sign-in alone in production', async () => {
    const { body } = await get('/', PRODUCTION);
    expect(body).toContain('href="/session/sign-in?return=/"');
    expect(body).not.toMatch(/hint=|Musterhagen|graphiql/i);
  });

  it('lets the browser run nothing but its own files', async () => {
    const { headers } = await get('/');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self';/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it.each([
    ['/start/start.js', 'text/javascript; charset=utf-8'],
    ['/start/parts.css', 'text/css; charset=utf-8'],
    ['/start/gate.svg', 'image/svg+xml; charset=utf-8'],
    ['/start/queries/home.graphql', 'text/plain; charset=utf-8'],
  ])('serves %s', async (path, type) => {
    const { statusCode, headers } = await get(path);
    expect({ statusCode, type: headers['content-type'] }).toEqual({ statusCode: 200, type });
  });

  it('serves no file that is not of the page', async () => {
    const { statusCode } = await get('/start/..%2f..%2fpackage.json');
    expect(statusCode).toBe(404);
  });

  it.each(['home', 'services', 'stops', 'submit-case', 'case-events'])(
    'opens the example %s in GraphiQL, fit for the graph',
    async (name) => {
      const { statusCode, headers } = await get(`/start/try/${name}`);
      expect(statusCode).toBe(303);
      const { pathname, searchParams } = new URL(String(headers.location), 'http://localhost');
      expect(pathname).toBe('/graphiql');
      expect(validate(api(), parse(String(searchParams.get('query'))))).toEqual([]);
    },
  );

  it('has neither GraphiQL nor examples in production', async () => {
    await servePages(app, readHubConfig(PRODUCTION));
    const answers = await Promise.all(['/graphiql', '/start/try/home'].map((url) => app.inject({ url })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
  });
});

describe('parts of a page', () => {
  it('leaves out each part that is not shown, however often it comes', () => {
    const html = 'a<!-- demo -->b<!-- /demo -->c<!-- real -->d<!-- /real -->e<!-- demo -->f<!-- /demo -->';
    expect(keepShown(html, { demo: false, real: true, tools: true })).toBe('ac<!-- real -->d<!-- /real -->e');
  });
});
