import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const GOOD = { id: 'bundid', issuer: 'https://id.example', clientId: 'hub', clientSecret: 'known' };
const read = (provider: object, env: Record<string, string> = {}) =>
  readConfig({ STATE_ACCOUNT_PROVIDERS: JSON.stringify([provider]), ...env });

describe('the settings of identity', () => {
  it('fill in what an operator leaves out', () => {
    expect(read(GOOD).providers[0]).toMatchObject({
      name: { de: 'bundid', en: 'bundid', leicht: 'bundid' },
      scopes: ['openid'],
      subjectClaim: 'sub',
      allowInsecureIssuer: false,
      levels: { 'STORK-QAA-Level-1': 'BASIC', 'STORK-QAA-Level-4': 'HIGH' },
    });
  });

  it('take http on this machine when told so, and never in production', () => {
    const local = { ...GOOD, issuer: 'http://localhost:4010/idp', allowInsecureIssuer: true };
    expect(read(local).providers[0]?.issuer).toBe('http://localhost:4010/idp');
    expect(() => read(local, { NODE_ENV: 'production' })).toThrow('STATE_ACCOUNT_PROVIDERS: allowInsecureIssuer');
  });

  it.each([
    ['plain http', { issuer: 'http://id.example' }],
    ['plain http elsewhere, even when told so', { issuer: 'http://id.example', allowInsecureIssuer: true }],
    ['no address', { issuer: 'id.example' }],
    ['no secret and no key', { clientSecret: undefined }],
    ['an id that is no name', { id: '../x' }],
    ['an unknown setting', { skipStateCheck: true }],
    ['a level nobody knows', { levels: { loa3: 'VERY_HIGH' } }],
  ])('refuse %s and name the variable', (_what, changes) => {
    expect(() => read({ ...GOOD, ...changes })).toThrow(/^STATE_ACCOUNT_PROVIDERS: /);
  });

  it('refuse what is no JSON', () => {
    expect(() => readConfig({ STATE_ACCOUNT_PROVIDERS: '[' })).toThrow('must be a JSON list');
  });
});
