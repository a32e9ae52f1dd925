import { generateKeyPairSync, randomBytes, type webcrypto } from 'node:crypto';
import type { Store } from '../store/open-store.ts';
import { keepSecret } from '../store/secrets.ts';

/** The provider's ES256 signing key, made once per store. */
export function loadSigningKey(store: Store): webcrypto.JsonWebKey {
  const kept = keepSecret(store, 'identity-provider.signing-key', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = randomBytes(12).toString('base64url');
    return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid });
  });
  return JSON.parse(kept) as webcrypto.JsonWebKey;
}

/** Key that signs the provider's cookies, made once per store. */
export const loadCookieKey = (store: Store): string =>
  keepSecret(store, 'identity-provider.cookie-key', () => randomBytes(32).toString('base64url'));
