import type { Configuration, RefreshToken } from 'oidc-provider';
import { DAY, HOUR, MINUTE, SECOND } from '../../../platform/time.ts';

const seconds = (ms: number): number => ms / SECOND;

export const ACCESS_TOKEN_SECONDS = seconds(5 * MINUTE);
/** A refresh token nobody used ends after this; each use begins it anew. */
const IDLE_SECONDS = seconds(14 * DAY);
/** After this an app asks the citizen's browser again, however busy it was. */
const ABSOLUTE_SECONDS = seconds(90 * DAY);

/** Rotated or not, a family of refresh tokens ends 90 days after its first one. */
export function refreshTokenSeconds({ iiat }: Pick<RefreshToken, 'iiat'>, now = Date.now()): number {
  const age = iiat === undefined ? 0 : Math.floor(now / SECOND) - iiat;
  return Math.max(1, Math.min(IDLE_SECONDS, ABSOLUTE_SECONDS - age));
}

/** How long everything lasts that the provider hands out or remembers. */
export const LIFETIMES: Configuration['ttl'] = {
  AccessToken: ACCESS_TOKEN_SECONDS,
  ClientCredentials: ACCESS_TOKEN_SECONDS,
  AuthorizationCode: seconds(1 * MINUTE),
  IdToken: seconds(5 * MINUTE),
  Interaction: seconds(30 * MINUTE),
  RefreshToken: (_ctx, token) => refreshTokenSeconds(token),
  Session: seconds(12 * HOUR),
  Grant: ABSOLUTE_SECONDS,
};
