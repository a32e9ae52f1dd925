import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;

const totpOf = (secret: string, issuer = '', label = ''): TOTP =>
  new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });

/** A fresh secret for an authenticator app (RFC 6238), base 32. */
export const makeTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What the app scans. */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  totpOf(secret, issuer, label).toString();

/**
 * The time step a code is for, at most one step off; undefined for a wrong code. A step counts once, so that a code that
 * somebody looked at is worth nothing afterwards (RFC 6238, section 5.2).
 */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const delta = /^\d{6}$/.test(code)
    ? totpOf(secret).validate({ token: code, window: 1, timestamp: now.getTime() })
    : null;
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}
