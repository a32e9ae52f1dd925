import { generateKeyPairSync } from 'node:crypto';
import type { VisaKeys } from '../../platform/visa/index.ts';

export interface KeyRing {
  /** Private key by issuer: each process gets its own and no other. */
  readonly privateKeys: Readonly<Record<string, JsonWebKey>>;
  /** Public keys of all issuers, for every verifier. */
  readonly publicKeys: VisaKeys;
}

/** Makes one ES256 key pair for each issuer of visas: the gateway and every subgraph. */
export function makeKeyRing(issuers: readonly string[]): KeyRing {
  const pairs = issuers.map((issuer) => [issuer, generateKeyPairSync('ec', { namedCurve: 'P-256' })] as const);
  return {
    privateKeys: Object.fromEntries(
      pairs.map(([issuer, { privateKey }]) => [issuer, privateKey.export({ format: 'jwk' })]),
    ),
    publicKeys: Object.fromEntries(
      pairs.map(([issuer, { publicKey }]) => [issuer, publicKey.export({ format: 'jwk' })]),
    ),
  };
}
