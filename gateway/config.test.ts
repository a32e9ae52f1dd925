import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SUBGRAPH_NAMES } from '../platform/visa/index.ts';
import { readGatewayConfig } from './config.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const urls = SUBGRAPH_NAMES.map((name) => [`SUBGRAPH_${name.toUpperCase()}_URL`, `http://${name}.internal:4001/`]);
const good = {
  ...Object.fromEntries(urls),
  VISA_PRIVATE_KEY: JSON.stringify(privateKey.export({ format: 'jwk' })),
  STADTTOR_SECRET: 's'.repeat(32),
};

describe('the gateway’s settings', () => {
  it('need no more than addresses, key and secret', () => {
    expect(readGatewayConfig(good)).toMatchObject({
      port: 4000,
      publicUrl: 'http://localhost:4000',
      supergraph: 'schema/supergraph.graphql',
      subgraphUrls: { waste: 'http://waste.internal:4001' },
    });
  });

  it.each([
    ['SUBGRAPH_WASTE_URL', undefined],
    ['SUBGRAPH_WASTE_URL', 'waste'],
    ['VISA_PRIVATE_KEY', undefined],
    ['VISA_PRIVATE_KEY', 'no json'],
    ['VISA_PRIVATE_KEY', JSON.stringify(publicKey.export({ format: 'jwk' }))],
    ['STADTTOR_SECRET', undefined],
    ['STADTTOR_SECRET', 'short'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'hub'],
    ['RATE_PER_CITIZEN', 'many'],
    ['APOLLO_DISABLE_SECURITY_MAX_RECURSIVE_SELECTIONS_CHECK', 'true'],
  ])('name %s when it is %j', (variable, value) => {
    expect(() => readGatewayConfig({ ...good, [variable]: value })).toThrow(variable);
  });

  it('repeat nothing of a key that cannot be read', () => {
    expect(() => readGatewayConfig({ ...good, VISA_PRIVATE_KEY: '{"d":"geheim"' })).not.toThrow('geheim');
    expect(() => readGatewayConfig({ ...good, VISA_PRIVATE_KEY: '{"d":"geheim"' })).toThrow('VISA_PRIVATE_KEY');
  });

  it('need https in production', () => {
    const production = { ...good, NODE_ENV: 'production' };
    expect(() => readGatewayConfig(production)).toThrow('PUBLIC_URL');
    expect(() => readGatewayConfig({ ...production, PUBLIC_URL: 'http://hub.example' })).toThrow('https');
    expect(readGatewayConfig({ ...production, PUBLIC_URL: 'https://hub.example/' }).publicUrl).toBe(
      'https://hub.example',
    );
  });
});
