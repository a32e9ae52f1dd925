import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { UnauthenticatedError } from '../../errors/index.ts';
import { makeLogger, makeServer } from '../../server/index.ts';
import { serveSubgraph } from '../http.ts';

const DOORS = ['/internal/principal', '/internal/principals', '/internal/keys'];

/** Questions that came through. */
let asked: string[];
let app: FastifyInstance;

beforeEach(async () => {
  asked = [];
  const subgraph = {
    name: 'identity',
    feed: {},
    executor: {},
    ask: async (question: string) => {
      asked.push(question);
      return { known: true };
    },
  };
  app = await makeServer({ logger: makeLogger({ level: 'silent' }), checkReady: async () => {} });
  await serveSubgraph(app, subgraph as never, (token) => {
    if (token !== 'system' && token !== 'citizen') throw new UnauthenticatedError('This visa is not good.');
    return { principal: { kind: token } } as never;
  });
});
afterEach(() => app.close());

const ask = (url: string, authorization?: string) =>
  app.inject({ method: 'POST', url, payload: {}, headers: authorization ? { authorization } : {} });

describe('questions among parts of the hub', () => {
  it.each(DOORS)('%s are answered to a part of the hub, and to nobody else', async (url) => {
    for (const stranger of [undefined, 'Bearer system', 'Visa forged', 'Visa system again'])
      expect((await ask(url, stranger)).statusCode).toBe(401);
    expect((await ask(url, 'Visa citizen')).statusCode).toBe(403);
    expect(asked).toEqual([]);
    expect((await ask(url, 'Visa system')).json()).toEqual({ answer: { known: true } });
  });
});
