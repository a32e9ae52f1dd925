import { describe, expect, it } from '@jest/globals';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import { clientKey, clientSecret, pairwiseId, pairwiseKey, publicPart } from './index.ts';

const ERIKA = '01890000-0000-7000-8000-000000000001';
const MAX = '01890000-0000-7000-8000-000000000002';

describe('a client secret', () => {
  it('is derived: the same each time, another for each client and each hub', () => {
    const all = [clientSecret('a', 'portal'), clientSecret('a', 'waste-app'), clientSecret('b', 'portal')];
    expect(new Set([...all, clientSecret('a', 'portal')]).size).toBe(3);
  });
});

describe('a pairwise id', () => {
  const key = pairwiseKey('secret');
  it('is a UUID that stays the same and is another for each client, person and hub', () => {
    const ids = [
      pairwiseId(key, 'waste-app', ERIKA),
      pairwiseId(key, 'transit-app', ERIKA),
      pairwiseId(key, 'waste-app', MAX),
      pairwiseId(pairwiseKey('other'), 'waste-app', ERIKA),
    ];
    expect(new Set([...ids, ERIKA, MAX]).size).toBe(6);
    expect(pairwiseId(key, 'waste-app', ERIKA)).toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});

describe('a client key', () => {
  it('is derived, another for each client, and signs what its public half verifies', async () => {
    const key = clientKey('secret', 'fachverfahren');
    expect(clientKey('secret', 'fachverfahren')).toEqual(key);
    expect(clientKey('secret', 'other').kid).not.toBe(key.kid);
    const signed = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(await importJWK(key));
    await expect(jwtVerify(signed, await importJWK(publicPart(key)))).resolves.toBeDefined();
    expect(publicPart(key)).not.toHaveProperty('d');
  });
});
