import { createHash } from 'node:crypto';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { SignInRefusedError } from '../../domain/errors.ts';

/** How far two clocks may be apart. */
export const CLOCK_SKEW_SECONDS = 60;
/** A token is fetched the moment it is made: older than this it is somebody's leftover. */
const MAX_AGE_SECONDS = 600;

export interface IdTokenExpectations {
  readonly keys: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
  readonly code: string;
  readonly accessToken: string;
}

/**
 * What the library leaves open: the signature of an ID token (it trusts TLS, and its own copy of the keys is too old while they
 * rotate), its age, and the hashes that bind code and access token to it.
 */
export async function checkIdToken(
  idToken: string,
  { keys, algorithms, code, accessToken }: IdTokenExpectations,
): Promise<void> {
  const { payload: claims, protectedHeader } = await jwtVerify(idToken, keys, {
    algorithms: [...algorithms],
    clockTolerance: CLOCK_SKEW_SECONDS,
  });
  const now = Date.now() / 1000;
  const age = now - Number(claims.iat);
  if (!(age <= MAX_AGE_SECONDS && age >= -CLOCK_SKEW_SECONDS)) throw new SignInRefusedError('time-wrong');
  const hash = hasherOf(protectedHeader.alg);
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
