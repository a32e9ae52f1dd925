import { createECDH, createHash, hkdfSync } from 'node:crypto';

/** A client's private key for `private_key_jwt`, as a JWK. */
export interface ClientKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly alg: 'ES256';
  readonly use: 'sig';
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

/** Twice the curve's size, so that the remainder is even (FIPS 186-5, A.2.1). */
const SEED_BYTES = 48;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Key of a client (Schlüssel eines Fachverfahrens) that brings none of its own: ES256, derived from the hub's secret like the
 * secrets of the others, so that no default key exists anywhere. A client of somebody else names its own public keys.
 */
export function clientKey(secret: string, clientId: string): ClientKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', `stadttor client key ${clientId}`, SEED_BYTES));
  const scalar = (BigInt(`0x${seed.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url')) as [
    string,
    string,
  ];
  const kid = createHash('sha256').update(point).digest('base64url').slice(0, 16);
  return { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid, x, y, d: d.toString('base64url') };
}

/** The half that the hub keeps. */
export function publicPart({ d: _d, ...part }: ClientKey): Omit<ClientKey, 'd'> {
  return part;
}
