import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SUBGRAPH_NAMES } from '../platform/visa/index.ts';
import { readHubConfig } from './config.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://tor.example',
  STADTTOR_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgresql://db.example/postgres',
};

describe('the defaults of the hub', () => {
  it('lets a fresh clone start without a single setting', () => {
    expect(readHubConfig({})).toMatchObject({
      port: 4000,
      host: 'localhost',
      publicUrl: 'http://localhost:4000',
      dataFolder: join(process.cwd(), '.data'),
      databaseUrl: undefined,
      production: false,
      sandbox: true,
      sandboxPort: 4010,
    });
  });

  it('refuses to lift the bounds of the planner, in production or not', () => {
    const name = 'APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK';
    for (const env of [{}, PRODUCTION]) expect(() => readHubConfig({ ...env, [name]: '1' })).toThrow(name);
  });

  it('moves the sandbox along with the port', () => {
    expect(readHubConfig({ PORT: '5000' })).toMatchObject({ publicUrl: 'http://localhost:5000', sandboxPort: 5010 });
  });

  it('fills the town only when asked', () => {
    expect(readHubConfig({}).extraCitizens).toBe(0);
    expect(readHubConfig({}, ['--large']).extraCitizens).toBeGreaterThan(1_000);
  });

  it('has no sandbox in production, listens to all and logs to standard output', () => {
    expect(readHubConfig(PRODUCTION)).toMatchObject({ sandbox: false, host: '0.0.0.0', logFile: 'stdout' });
  });

  it('leaves no slash at the end of the public address', () => {
    expect(readHubConfig({ PUBLIC_URL: 'http://tor.example/' }).publicUrl).toBe('http://tor.example');
  });

  it('takes a server of its own for each subgraph instead of one for all', () => {
    const urls = SUBGRAPH_NAMES.map((name) => [`DATABASE_URL_${name.toUpperCase()}`, `postgresql://${name}.example/`]);
    const config = readHubConfig({ ...PRODUCTION, DATABASE_URL: undefined, ...Object.fromEntries(urls) });
    expect(config.perSubgraphUrl.waste).toBe('postgresql://waste.example/');
  });
});

describe('a setting that is missing or unsafe', () => {
  it.each([
    ['SANDBOX', 'the sandbox in production', { ...PRODUCTION, SANDBOX: 'on' }],
    ['STADTTOR_SECRET', 'no secret in production', { ...PRODUCTION, STADTTOR_SECRET: undefined }],
    ['STADTTOR_SECRET', 'a short secret', { STADTTOR_SECRET: 'x'.repeat(31) }],
    ['PUBLIC_URL', 'no public address in production', { ...PRODUCTION, PUBLIC_URL: undefined }],
    ['PUBLIC_URL', 'an unencrypted address in production', { ...PRODUCTION, PUBLIC_URL: 'http://tor.example' }],
    ['PUBLIC_URL', 'an address that is none', { PUBLIC_URL: 'tor' }],
    ['DATABASE_URL', 'the embedded database in production', { ...PRODUCTION, DATABASE_URL: undefined }],
    [
      'DATABASE_URL',
      'servers for some subgraphs only',
      { ...PRODUCTION, DATABASE_URL: undefined, DATABASE_URL_WASTE: 'postgresql://db.example/' },
    ],
    ['PORT', 'a port that is none', { PORT: '70000' }],
    ['PORT', 'a port in words', { PORT: 'four thousand' }],
    ['SANDBOX_PORT', 'a port of the sandbox that is none', { SANDBOX_PORT: '-1' }],
    ['SANDBOX', 'a switch in words', { SANDBOX: 'yes' }],
  ])('names %s: %s', (variable, _what, env) => {
    expect(() => readHubConfig(env)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', details: expect.objectContaining({ variable }) }),
    );
  });

  it('never repeats the secret it refuses', () => {
    expect(() => readHubConfig({ STADTTOR_SECRET: 'geheim' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('geheim') }),
    );
  });
});
