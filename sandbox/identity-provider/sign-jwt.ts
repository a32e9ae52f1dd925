import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type webcrypto } from 'node:crypto';

export type Jwk = webcrypto.JsonWebKey & { kid?: string };
export type Parts = { header: Record<string, unknown>; claims: Record<string, unknown> };

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Signs with ES256, whatever the header says. */
export function signJwt({ header, claims }: Parts, jwk: Jwk): string {
  const text = `${encode(header)}.${encode(claims)}`;
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

export const unsigned = ({ header, claims }: Parts): string => `${encode(header)}.${encode(claims)}.`;

/** The public key taken for a shared secret: what a careless reader of `alg` would accept. */
export function signedWithPublicKey({ header, claims }: Parts, jwk: Jwk): string {
  const text = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
}

export function readJwt(token: string): Parts {
  const [header = '', claims = ''] = token.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: decode(header), claims: decode(claims) };
}

/** A key nobody knows; one for the life of the process. */
export const STRANGER: Jwk = {
  ...(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as Jwk),
  kid: 'stranger',
};

/** The key that comes next: unknown at first, and published once it is in use. */
export const NEXT: Jwk = {
  ...(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as Jwk),
  kid: 'next',
};

export const publicPart = ({ kty, crv, x, y, kid }: Jwk): Jwk => ({ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' });
