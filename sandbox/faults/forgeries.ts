/**
 * Forged answers (gefälschte Antworten) of the OpenID Connect face, by the endpoint that gives them;
 * `identity-provider/forge.ts` says how each is made.
 */
export const FORGERIES = {
  token: [
    'nonce-missing',
    'nonce-wrong',
    'token-of-before',
    'alg-none',
    'alg-null',
    'signed-with-public-key',
    'signed-by-stranger',
    'unknown-kid',
    'kid-with-path',
    'key-in-header',
    'key-address-in-header',
    'issuer-with-slash',
    'issuer-in-capitals',
    'audience-missing',
    'audience-other',
    'audience-list-without-us',
    'authorized-party-other',
    'expiry-missing',
    'expired',
    'issued-long-ago',
    'issued-in-future',
    'not-yet-valid',
    'subject-missing',
    'access-token-hash-wrong',
    'code-hash-wrong',
    'old-sign-in',
    'encrypted-token',
    'huge-token',
    'error-page',
    'key-rotated',
    'email-missing',
    'email-of-erika',
    'email-in-capitals',
    'email-with-plus',
    'email-with-dots',
    'email-in-unicode',
    'level-unknown',
    'subject-of-before',
    'clock-ahead',
  ],
  userinfo: ['userinfo-of-another', 'userinfo-as-unsigned-jwt'],
  discovery: [
    'discovery-of-another',
    'discovery-points-inside',
    'discovery-redirects',
    'discovery-huge',
    'discovery-endless',
    'discovery-without-s256',
  ],
} as const;

export type ForgeryPoint = keyof typeof FORGERIES;
export type Forgery = (typeof FORGERIES)[ForgeryPoint][number];
export const ALL_FORGERIES: readonly Forgery[] = Object.values(FORGERIES).flat();
