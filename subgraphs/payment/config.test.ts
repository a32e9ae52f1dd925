import { describe, expect, it } from '@jest/globals';
import { readPaymentConfig } from './config.ts';

const WHOLE = {
  PAYPAGE_URL: 'https://pay.example/xb/api/v1.0.0/',
  PAYPAGE_CLIENT_ID: 'hub',
  PAYPAGE_CLIENT_SECRET: 'secret',
  PAYPAGE_ORIGINATOR: 'portal',
  PAYPAGE_ENDPOINT: '150900000000',
};
const read = (env: Record<string, string | undefined>) => readPaymentConfig(env, 'https://hub.example');

describe('the settings of payment', () => {
  it('do without a payment service', () => expect(read({}).paypage).toBeUndefined());

  it.each([
    ['https://pay.example/xb/api/v1.0.0/', 'https://pay.example/xb/oauth/token'],
    ['https://pay.example', 'https://pay.example/oauth/token'],
  ])('find the token endpoint of %s', (url, tokenUrl) => {
    expect(read({ ...WHOLE, PAYPAGE_URL: url }).paypage?.tokenUrl).toBe(tokenUrl);
    expect(read({ ...WHOLE, PAYPAGE_TOKEN_URL: 'https://auth.example/t' }).paypage?.tokenUrl).toBe(
      'https://auth.example/t',
    );
  });

  it.each(['PAYPAGE_CLIENT_ID', 'PAYPAGE_CLIENT_SECRET', 'PAYPAGE_ORIGINATOR', 'PAYPAGE_ENDPOINT'])(
    'stop the start without %s',
    (name) => expect(() => read({ ...WHOLE, [name]: undefined })).toThrow(name),
  );

  it('stop the start at an origin that is none', () => {
    expect(() => read({ PAYPAGE_RETURN_ORIGINS: 'app.example' })).toThrow('PAYPAGE_RETURN_ORIGINS');
  });

  it('let browsers back to the hub and to registered origins', () => {
    const { returnOrigins } = read({ PAYPAGE_RETURN_ORIGINS: 'https://app.example, https://b.example/' });
    expect(returnOrigins).toEqual(['https://hub.example', 'https://app.example', 'https://b.example']);
  });
});
