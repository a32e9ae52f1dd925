import type { Forgery } from '../faults/forgeries.ts';
import type { Forger } from './forger.ts';
import { NEXT, type Parts, publicPart, readJwt, STRANGER, signedWithPublicKey, signJwt, unsigned } from './sign-jwt.ts';

const HOUR = 3_600;
type Claims = Record<string, unknown>;
type Change = (claims: Claims, now: number) => Claims;

/** Forgeries that change claims and sign them properly: `undefined` takes one out. */
const CLAIM_CHANGES: Readonly<Partial<Record<Forgery, Change>>> = {
  'nonce-missing': () => ({ nonce: undefined }),
  'nonce-wrong': () => ({ nonce: 'of-somebody-else' }),
  'issuer-with-slash': ({ iss }) => ({ iss: `${iss}/` }),
  'issuer-in-capitals': ({ iss }) => ({ iss: String(iss).replace('/idp', '/IDP') }),
  'audience-missing': () => ({ aud: undefined }),
  'audience-other': () => ({ aud: 'somebody-else' }),
  'audience-list-without-us': () => ({ aud: ['one', 'two'], azp: 'one' }),
  'authorized-party-other': ({ aud }) => ({ aud: [aud, 'somebody-else'], azp: 'somebody-else' }),
  'expiry-missing': () => ({ exp: undefined }),
  expired: (_claims, now) => ({ iat: now - 2 * HOUR, exp: now - HOUR }),
  'issued-long-ago': (_claims, now) => ({ iat: now - 24 * HOUR }),
  'issued-in-future': (_claims, now) => ({ iat: now + HOUR, exp: now + 2 * HOUR }),
  'not-yet-valid': (_claims, now) => ({ nbf: now + HOUR }),
  'subject-missing': () => ({ sub: undefined }),
  'access-token-hash-wrong': () => ({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  'code-hash-wrong': () => ({ c_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  'old-sign-in': (_claims, now) => ({ auth_time: now - HOUR }),
  'clock-ahead': (_claims, now) => ({ iat: now + 50, nbf: now + 50 }),
  'email-missing': () => ({ email: undefined }),
  'email-of-erika': () => ({ email: 'erika@buerger.example', email_verified: true }),
  'email-in-capitals': () => ({ email: 'ERIKA@BUERGER.EXAMPLE' }),
  'email-with-plus': () => ({ email: 'erika+amt@buerger.example' }),
  'email-with-dots': () => ({ email: 'e.rika@buerger.example' }),
  'email-in-unicode': () => ({ email: '\u0435rika@buerger.example' }),
  'level-unknown': () => ({ acr: 'LEVEL-OF-OUR-OWN', trust_level_authentication: 'VERY-HIGH' }),
  'huge-token': () => ({
    roles: Array.from({ length: 10_000 }, (_, n) => `role-${n}`),
    ['__proto__']: { isAdmin: true },
    constructor: { prototype: { isAdmin: true } },
  }),
};

const HEADER_CHANGES: Readonly<Partial<Record<Forgery, (header: Claims) => Claims>>> = {
  'unknown-kid': () => ({ kid: 'nobody-knows-me' }),
  'kid-with-path': () => ({ kid: '../../../../etc/passwd' }),
  'key-in-header': () => ({ kid: STRANGER.kid, jwk: publicPart(STRANGER) }),
  'key-address-in-header': () => ({
    kid: STRANGER.kid,
    jku: 'https://stranger.example/jwks',
    x5u: 'https://stranger.example/x',
  }),
};

/** The forged part of a token answer; the token as it was is kept, for whoever sends it again. */
export function forgeToken(forger: Forger, kind: Forgery | undefined, { id_token: token }: Claims): Claims {
  if (typeof token !== 'string') return {};
  const before = forger.lastToken;
  forger.lastToken = token;
  if (!kind || kind === 'error-page') return {};
  if (kind === 'subject-of-before') return { id_token: ofSamePerson(forger, token, before) };
  return { id_token: kind === 'token-of-before' ? before : forged(forger, kind, readJwt(token)) };
}

/** An issuer that gives a number it has given before to somebody else. */
function ofSamePerson({ key }: Forger, token: string, before: string): string {
  const { header, claims } = readJwt(token);
  return signJwt({ header, claims: { ...claims, sub: readJwt(before).claims.sub } }, key);
}

function forged({ key }: Forger, kind: Forgery, { header, claims }: Parts): string {
  const now = Math.floor(Date.now() / 1000);
  const changed = { ...claims, ...CLAIM_CHANGES[kind]?.(claims, now) };
  const parts = { header: { ...header, ...HEADER_CHANGES[kind]?.(header) }, claims: changed };
  switch (kind) {
    case 'alg-none':
      return unsigned({ header: { alg: 'none' }, claims });
    case 'alg-null':
      return unsigned({ header: { alg: null }, claims });
    case 'signed-with-public-key':
      return signedWithPublicKey(parts, key);
    case 'encrypted-token':
      return 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a2V5.aXY.Y2lwaGVy.dGFn';
    case 'key-rotated':
      return signJwt({ header: { ...header, kid: NEXT.kid }, claims }, NEXT);
    case 'signed-by-stranger':
    case 'key-in-header':
    case 'key-address-in-header':
    case 'unknown-kid':
    case 'kid-with-path':
      return signJwt(parts, STRANGER);
    default:
      return signJwt(parts, key);
  }
}
