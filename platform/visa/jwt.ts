import { createPrivateKey, createPublicKey, type KeyObject, sign, verify, type webcrypto } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { UnauthenticatedError } from '../errors/index.ts';
import type { Principal } from './principal.ts';
import { makeVisa, VISA_TTL_MS, type Visa } from './visa.ts';

/** The public keys of those who may issue visas, by issuer name: `gateway` for any principal, a subgraph only for itself as system. */
export type VisaKeys = Readonly<Record<string, webcrypto.JsonWebKey>>;

const HEADER = encode({ alg: 'ES256', typ: 'visa+jwt' });

/** Issues visas over HTTP. One signature per (principal version, audience) and 10 seconds: a signature costs 160 microseconds. */
export function makeVisaSigner(
  issuer: string,
  privateJwk: JsonWebKey,
): (audience: string, principal: Principal) => string {
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
  const cache = new LRUCache<string, string>({ max: 10_000, ttl: VISA_TTL_MS - 5_000 });
  return (audience, principal) => {
    const body = JSON.stringify(principal);
    const cacheKey = `${audience}\n${body}`;
    const cached = cache.get(cacheKey);
    if (cached) return cached;
    const exp = Math.floor((Date.now() + VISA_TTL_MS) / 1000);
    const text = `${HEADER}.${encode({ iss: issuer, aud: audience, exp, principal })}`;
    const token = `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    cache.set(cacheKey, token);
    return token;
  };
}

/** Checks a visa that came over HTTP for `audience`. Throws `UNAUTHENTICATED` for anything else than a good one. */
export function makeVisaVerifier(audience: string, keys: VisaKeys): (token: string) => Visa {
  const publicKeys = new Map<string, KeyObject>(
    Object.entries(keys).map(([issuer, jwk]) => [issuer, createPublicKey({ key: jwk, format: 'jwk' })]),
  );
  const cache = new LRUCache<string, Visa>({ max: 10_000, ttl: VISA_TTL_MS });
  return (token) => {
    const cached = cache.get(token);
    if (cached && cached.expiresAt > new Date()) return cached;
    const visa = check(token, audience, publicKeys);
    cache.set(token, visa);
    return visa;
  };
}

function check(token: string, audience: string, keys: Map<string, KeyObject>): Visa {
  const [header, body, signature, ...rest] = token.split('.');
  if (header !== HEADER || !body || !signature || rest.length > 0) throw new UnauthenticatedError('Not a visa.');
  const claims = decode(body);
  const key = keys.get(claims.iss);
  if (!key) throw new UnauthenticatedError('Unknown issuer of a visa.');
  const signed = Buffer.from(`${header}.${body}`);
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
    throw new UnauthenticatedError('The signature of this visa does not fit.');
  const expiresAt = new Date(claims.exp * 1000);
  if (claims.aud !== audience || expiresAt <= new Date())
    throw new UnauthenticatedError('This visa is not good here and now.');
  if (claims.iss !== 'gateway' && (claims.principal.kind !== 'system' || claims.principal.client !== claims.iss))
    throw new UnauthenticatedError('This issuer may only speak for itself.');
  return makeVisa({ audience, issuer: claims.iss, principal: Object.freeze(claims.principal), expiresAt });
}

interface VisaClaims {
  iss: string;
  aud: string;
  exp: number;
  principal: Principal;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(body: string): VisaClaims {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    throw new UnauthenticatedError('Not a visa.', {});
  }
}
