import { get } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { freePort } from '../database/cluster/free-port.ts';
import { type MetricsDoor, makeLogger, makeServer, readMetricsDoor } from './index.ts';

let app: FastifyInstance;
const start = async (metricsDoor?: MetricsDoor) => {
  app = await makeServer({ logger: makeLogger({ level: 'silent' }), checkReady: async () => {}, metricsDoor });
  return app.listen({ port: 0, host: '127.0.0.1' });
};
afterEach(() => app.close());

const status = (url: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });

it.each([
  ['from this machine', {}, 200],
  ['through a proxy on this machine', { 'x-forwarded-for': '203.0.113.9' }, 404],
  ['through a proxy that says only its own name', { via: '1.1 proxy' }, 404],
  ['under the public name', { host: 'portal.example' }, 404],
])('metrics asked for %s, with %j: %i', async (_how, headers, expected) => {
  const url = await start();
  expect(await status(`${url}/metrics`, headers as Record<string, string>)).toBe(expected);
});

it('metrics have a port of their own, where nothing else is', async () => {
  const port = await freePort();
  const url = await start({ port, host: '127.0.0.1' });
  expect(await status(`${url}/metrics`)).toBe(404);
  expect(await status(`http://127.0.0.1:${port}/metrics`)).toBe(200);
  expect(await status(`http://127.0.0.1:${port}/readyz`)).toBe(404);
  await app.close();
  await expect(status(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
});

it('metrics in production have their port or none at all', async () => {
  expect(readMetricsDoor({ NODE_ENV: 'production' })).toBe('closed');
  expect(readMetricsDoor({ NODE_ENV: 'production', METRICS_PORT: '9464' })).toEqual({ port: 9464, host: '127.0.0.1' });
  expect(readMetricsDoor({})).toBe('loopback');
  expect(() => readMetricsDoor({ METRICS_PORT: 'yes' })).toThrow('METRICS_PORT');
  expect(await status(`${await start('closed')}/metrics`)).toBe(404);
});
