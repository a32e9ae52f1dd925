import { createHash } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { SignInRefusedError } from '../../domain/errors.ts';

/** How far two clocks may be apart. */
export const CLOCK_SKEW_SECONDS = 60;
/** A token is fetched the moment it is made: older than this it is somebody's leftover. */
const MAX_AGE_SECONDS = 600;

/** What the library leaves open: the age of an ID token, and the hashes that bind code and access token to it. */
export function checkIdToken(
  idToken: string,
  claims: Readonly<Record<string, unknown>>,
  { code, accessToken }: { code: string; accessToken: string },
): void {
  const now = Date.now() / 1000;
  const age = now - Number(claims.iat);
  if (!(age <= MAX_AGE_SECONDS && age >= -CLOCK_SKEW_SECONDS)) throw new SignInRefusedError('time-wrong');
  const hash = hasherOf(String(decodeProtectedHeader(idToken).alg));
  if (claims.at_hash !== undefined && claims.at_hash !== hash(accessToken))
    throw new SignInRefusedError('hash-differs');
  if (claims.c_hash !== undefined && claims.c_hash !== hash(code)) throw new SignInRefusedError('hash-differs');
}

/** OpenID Connect Core 3.1.3.6: the left half of the hash whose size the signature's algorithm names. */
function hasherOf(alg: string): (text: string) => string {
  const name = `sha${/\d{3}$/.exec(alg)?.[0] ?? '256'}`;
  return (text) => {
    const digest = createHash(name).update(text).digest();
    return digest.subarray(0, digest.length / 2).toString('base64url');
  };
}
