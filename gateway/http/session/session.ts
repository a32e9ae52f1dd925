/** What the session cookie holds: tokens stay with the hub, the browser carries them sealed. */
export interface Session {
  readonly accessToken: string;
  /** When the access token ends, RFC 3339. */
  readonly accessTokenExpiresAt: string;
  readonly refreshToken?: string;
  /** When the whole session ends, RFC 3339; refreshing does not move it. */
  readonly endsAt: string;
}

/** Tokens as the provider gives them. */
export interface TokenSet {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken?: string;
}

export const toSession = (tokens: TokenSet, endsAt: Date): Session => ({
  accessToken: tokens.accessToken,
  accessTokenExpiresAt: new Date(Date.now() + tokens.expiresInSeconds * 1000).toISOString(),
  refreshToken: tokens.refreshToken,
  endsAt: endsAt.toISOString(),
});
