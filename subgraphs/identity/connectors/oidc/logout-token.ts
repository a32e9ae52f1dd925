import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { MINUTE } from '../../../../platform/time.ts';
import { SignInRefusedError } from '../../domain/errors.ts';
import type { EndedSession } from '../state-account.ts';
import { CLOCK_SKEW_SECONDS } from './check-id-token.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

export interface LogoutExpectations {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
}

/**
 * Checks a logout token (Abmeldenachricht) as OpenID Connect Back-Channel Logout 1.0, section 2.6 wants it. Whether it came
 * before is for the caller to find out, by `messageId`.
 *
 * @throws SignInRefusedError
 */
export async function checkLogoutToken(token: string, expected: LogoutExpectations): Promise<EndedSession> {
  try {
    const { payload } = await jwtVerify(token, expected.keys, {
      issuer: expected.issuer,
      audience: expected.audience,
      algorithms: [...expected.algorithms],
      typ: 'logout+jwt',
      clockTolerance: CLOCK_SKEW_SECONDS,
      maxTokenAge: '10 minutes',
      requiredClaims: ['iat', 'exp', 'jti'],
    });
    const { sub, sid, jti, events, nonce } = payload;
    const isEvent = typeof events === 'object' && events !== null && Object.hasOwn(events, EVENT);
    if (!isEvent || nonce !== undefined || !(typeof sub === 'string' || typeof sid === 'string')) throw refused();
    return {
      issuer: expected.issuer,
      subject: sub ?? null,
      session: typeof sid === 'string' ? sid : null,
      messageId: String(jti),
      expiresAt: new Date(Number(payload.exp) * 1000 + MINUTE),
    };
  } catch (error) {
    throw error instanceof SignInRefusedError ? error : refused(error);
  }
}

const refused = (cause?: unknown) => new SignInRefusedError('logout-invalid', cause);
