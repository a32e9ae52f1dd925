import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestSubgraph, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { rows } from '../__tests__/rows.ts';
import { identity } from '../main.ts';
import { Sweeper } from '../workers/sweeper.ts';
import { RecordAdapter } from './record-adapter.ts';
import { loadSigningKeys } from './signing-keys.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(identity);
});
afterAll(() => subgraph.stop());

const adapterOf = (model: string) => new RecordAdapter(model, subgraph.running.database);

describe('the memory of the OpenID provider', () => {
  it('finds what it stored, by id and by uid, until it is overwritten or destroyed', async () => {
    const sessions = adapterOf('Session');
    await sessions.upsert('a', { jti: 'a', uid: 'u', accountId: 'erika' }, 60);
    await sessions.upsert('a', { jti: 'a', uid: 'u', accountId: 'max' }, 60);
    expect(await sessions.find('a')).toEqual({ jti: 'a', uid: 'u', accountId: 'max' });
    expect(await sessions.findByUid('u')).toMatchObject({ jti: 'a', accountId: 'max' });
    await sessions.destroy('a');
    expect(await sessions.find('a')).toBeUndefined();
  });

  it('keeps models apart', async () => {
    await adapterOf('Interaction').upsert('same', { jti: 'same' }, 60);
    expect(await adapterOf('Session').find('same')).toBeUndefined();
  });

  it('finds nothing that has expired, swept or not', async () => {
    const codes = adapterOf('AuthorizationCode');
    await codes.upsert('old', { jti: 'old' }, -1);
    expect(await codes.find('old')).toBeUndefined();
    await new Sweeper(subgraph.running.database, undefined as never).sweep();
    expect(await rows(subgraph, 'select from oidc_record where expires_at < now()')).toEqual([]);
  });

  it('consumes once, whoever comes at the same moment', async () => {
    const codes = adapterOf('AuthorizationCode');
    await codes.upsert('code', { jti: 'code' }, 60);
    const outcomes = await Promise.allSettled([codes.consume('code'), codes.consume('code')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await codes.find('code')).toMatchObject({ consumed: expect.any(Number) });
  });

  it('revokes everything of a grant in one model', async () => {
    const tokens = adapterOf('RefreshToken');
    await tokens.upsert('one', { jti: 'one', grantId: 'g' }, 60);
    await tokens.upsert('two', { jti: 'two', grantId: 'other' }, 60);
    await tokens.revokeByGrantId('g');
    expect([await tokens.find('one'), (await tokens.find('two'))?.jti]).toEqual([undefined, 'two']);
  });

  it('keeps no refresh token that a reader of the database could use', async () => {
    await adapterOf('RefreshToken').upsert('bearer-secret', { jti: 'bearer-secret', grantId: 'g2' }, 60);
    const found = await rows(subgraph, `select * from oidc_record where grant_id = 'g2'`);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('bearer-secret');
  });
});

describe('the signing key', () => {
  it('is made once and is the same at the next start', async () => {
    const { database } = subgraph.running;
    const secret = 'a secret for tests only, long enough to derive keys from';
    const [one, two] = await Promise.all([loadSigningKeys(database, secret), loadSigningKeys(database, secret)]);
    expect(one.private).toHaveLength(1);
    expect(one).toEqual(two);
  });

  it('cannot be opened with another secret, and is not readable in the database', async () => {
    await expect(loadSigningKeys(subgraph.running.database, 'another secret')).rejects.toThrow();
    const [row] = await rows<{ public_jwk: object; sealed_private: string }>(subgraph, 'select * from signing_key');
    expect(row?.public_jwk).not.toHaveProperty('d');
    expect(row?.sealed_private).not.toContain('"d"');
  });
});
