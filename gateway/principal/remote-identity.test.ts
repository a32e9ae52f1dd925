import { generateKeyPairSync, type webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { ForbiddenError, invariant } from '../../platform/errors/index.ts';
import { makeLogger, makeServer } from '../../platform/server/index.ts';
import { makeVisaSigner, makeVisaVerifier } from '../../platform/visa/index.ts';
import { askIdentity } from './identity.ts';
import { type RemoteIdentity, remoteIdentity } from './remote-identity.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const visa = makeVisaSigner('gateway', privateKey.export({ format: 'jwk' }) as JsonWebKey);
const check = makeVisaVerifier('identity', { gateway: publicKey.export({ format: 'jwk' }) as webcrypto.JsonWebKey });

let app: FastifyInstance;
let identity: RemoteIdentity;
beforeEach(async () => {
  app = await makeServer({ logger: makeLogger({ level: 'silent' }), checkReady: async () => {} });
  app.post<{ Params: { question: string } }>('/internal/:question', async ({ params, headers, body }) => {
    const { principal } = check((headers.authorization ?? '').replace('Visa ', ''));
    if (params.question === 'forbidden') throw new ForbiddenError('No mandate.');
    invariant(params.question !== 'broken', 'played');
    return { answer: { asked: params.question, body, by: principal.client } };
  });
  identity = remoteIdentity({ url: await app.listen({ port: 0, host: '127.0.0.1' }), visa });
});
afterEach(async () => {
  await identity.close();
  await app.close();
});

describe('identity in another process', () => {
  it('is asked by the gateway itself, with a visa', async () => {
    expect(await identity.ask('principal', { n: 1 })).toEqual({ asked: 'principal', body: { n: 1 }, by: 'gateway' });
  });

  it('reads two hundred questions at once, each with a kilobyte of claims', async () => {
    const questions = Array(200).fill({ claims: { scope: 'x'.repeat(1024) }, actingFor: crypto.randomUUID() });
    expect(await identity.ask('principals', { questions })).toMatchObject({ body: { questions } });
  });

  it('may refuse, and the refusal keeps its meaning', async () => {
    await expect(askIdentity(identity, 'forbidden', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is UNAVAILABLE when it breaks or is gone', async () => {
    await expect(askIdentity(identity, 'broken', {})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await app.close();
    await expect(askIdentity(identity, 'keys', {})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
