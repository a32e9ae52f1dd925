import * as openid from 'openid-client';
import { SignInRefusedError } from '../../domain/errors.ts';
import type { RefusalReason } from '../../domain/refusals.ts';

/** What the library tells about a failed check, as far as it tells. */
interface Details {
  readonly claim?: string;
  readonly attribute?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: { readonly alg?: unknown };
  readonly expected?: unknown;
  readonly parameters?: unknown;
}

const BY_CLAIM: Readonly<Record<string, RefusalReason>> = {
  iss: 'issuer-differs',
  aud: 'audience-differs',
  azp: 'audience-differs',
  sub: 'subject-missing',
  nonce: 'nonce-differs',
  exp: 'time-wrong',
  iat: 'time-wrong',
  nbf: 'time-wrong',
  auth_time: 'sign-in-too-old',
};
/** In the order in which a missing one is named. */
const REQUIRED = ['iss', 'aud', 'sub', 'exp', 'iat', 'nonce', 'auth_time'];

const BY_CODE: Readonly<Record<string, RefusalReason>> = {
  ERR_JWKS_NO_MATCHING_KEY: 'token-key-unknown',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'token-key-unknown',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'token-key-unknown',
  ERR_JOSE_ALG_NOT_ALLOWED: 'token-key-unknown',
  ERR_JWKS_TIMEOUT: 'provider-down',
  OAUTH_UNSUPPORTED_OPERATION: 'encryption-wrong',
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'address-forbidden',
  OAUTH_REQUEST_PROTOCOL_FORBIDDEN: 'address-forbidden',
  OAUTH_TIMEOUT: 'provider-down',
  OAUTH_RESPONSE_IS_NOT_JSON: 'provider-down',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'provider-down',
  OAUTH_PARSE_ERROR: 'answer-invalid',
};

/** Which refusal an error of the OpenID library means. */
export function refusalOf(error: unknown): SignInRefusedError {
  const known = causesOf(error).find((each) => each instanceof SignInRefusedError);
  return known ?? new SignInRefusedError(reasonOf(error), error);
}

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof openid.AuthorizationResponseError)
    return error.error === 'access_denied' ? 'cancelled' : 'answer-error';
  if (error instanceof openid.ResponseBodyError)
    return error.error === 'invalid_grant' ? 'code-refused' : 'provider-down';
  const code = String((error as { code?: unknown }).code);
  const details = detailsOf(error);
  if (details.header) return reasonOfHeader(details.header);
  if (details.attribute) return details.attribute === 'issuer' ? 'discovery-differs' : 'subject-missing';
  if (details.parameters) return 'answer-issuer-differs';
  if (BY_CODE[code]) return BY_CODE[code];
  if (details.claims) return reasonOfClaims(details.claims, details.claim);
  return error instanceof TypeError ? 'provider-down' : 'answer-invalid';
}

const reasonOfHeader = ({ alg }: { readonly alg?: unknown }): RefusalReason =>
  alg === 'none' ? 'token-unsigned' : String(alg).startsWith('HS') ? 'token-signed-by-secret' : 'token-key-unknown';

function reasonOfClaims(claims: Readonly<Record<string, unknown>>, named: string | undefined): RefusalReason {
  const claim = named ?? REQUIRED.find((name) => claims[name] === undefined);
  return BY_CLAIM[claim ?? 'sub'] ?? 'answer-invalid';
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let each = error; each !== undefined && each !== null && chain.length < 8; each = (each as Error).cause)
    chain.push(each);
  return chain;
}

/** The innermost cause holds the details. */
const detailsOf = (error: unknown): Details => (causesOf(error).at(-1) ?? {}) as Details;
