import * as client from 'openid-client';
import { UnavailableError } from '../../../platform/errors/index.ts';
import type { TokenSet } from './session.ts';

export interface ProviderOptions {
  /** The hub itself: its own OpenID provider. */
  readonly publicUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** How the hub reaches its own public address, where that is not possible directly. */
  readonly fetch?: client.CustomFetch;
}

/** What a browser must bring back unchanged from one sign-in. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** A sign-in older than this many seconds is not enough. */
  readonly maxAge?: number;
}

export interface SignInWishes {
  /** Which account the citizen probably means (OpenID `login_hint`). */
  readonly hint?: string;
  /** Strength of sign-in that is needed (OpenID `acr_values`). */
  readonly acr?: string;
  /** Sign in anew, unless that was a moment ago: what comes next changes how she signs in. */
  readonly fresh?: boolean;
}

/** Less than the five minutes for which a sign-in counts as fresh, so that there is time left to act. */
const FRESH_SECONDS = 60;

/** The hub's own OpenID provider, seen by its portal: authorization code with PKCE, refresh, revocation. */
export class Provider {
  readonly #options: ProviderOptions;
  #configuration: Promise<client.Configuration> | undefined;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /** Where to send the browser, and what to remember of it. */
  async begin(returnTo: string, { hint, acr, fresh }: SignInWishes): Promise<{ url: URL; attempt: SignInAttempt }> {
    const configuration = await this.#discover();
    const codeVerifier = client.randomPKCECodeVerifier();
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier,
      returnTo,
      ...(fresh && { maxAge: FRESH_SECONDS }),
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#redirectUri,
      scope: this.#options.scopes.join(' '),
      resource: this.#resource,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(hint && { login_hint: hint }),
      ...(acr && { acr_values: acr }),
      ...(fresh && { max_age: String(FRESH_SECONDS) }),
    });
    return { url, attempt };
  }

  /** Changes the code that came back for tokens. Rejects when anything about the answer is not as begun. */
  async finish(pathAndQuery: string, { state, nonce, codeVerifier, maxAge }: SignInAttempt): Promise<TokenSet> {
    const checks = {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
      ...(maxAge !== undefined && { maxAge }),
    };
    const returned = new URL(pathAndQuery, this.#options.publicUrl);
    const configuration = await this.#discover();
    return toTokenSet(
      await client.authorizationCodeGrant(configuration, returned, checks, { resource: this.#resource }),
    );
  }

  /** Undefined when the provider refuses: the session is over. */
  async refresh(refreshToken: string): Promise<TokenSet | undefined> {
    const configuration = await this.#discover();
    try {
      return toTokenSet(await client.refreshTokenGrant(configuration, refreshToken, { resource: this.#resource }));
    } catch (error) {
      if (error instanceof client.ResponseBodyError && error.status < 500) return undefined;
      throw new UnavailableError('The session cannot be renewed at the moment.', error);
    }
  }

  async revoke(refreshToken: string): Promise<void> {
    const configuration = await this.#discover();
    await client.tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });
  }

  /** Where the browser ends its session at the provider as well; undefined when the provider has no such page. */
  async signOutUrl(): Promise<string | undefined> {
    const configuration = await this.#discover();
    if (!configuration.serverMetadata().end_session_endpoint) return undefined;
    const parameters = { post_logout_redirect_uri: `${this.#options.publicUrl}/` };
    return client.buildEndSessionUrl(configuration, parameters).href;
  }

  get #redirectUri(): string {
    return `${this.#options.publicUrl}/session/callback`;
  }

  /** Access tokens are for the graph alone (RFC 8707). */
  get #resource(): string {
    return `${this.#options.publicUrl}/graphql`;
  }

  /** Asked for at the first sign-in, because the provider starts together with us; kept once it answered. */
  async #discover(): Promise<client.Configuration> {
    this.#configuration ??= this.#ask();
    try {
      return await this.#configuration;
    } catch (cause) {
      this.#configuration = undefined;
      throw new UnavailableError('Sign-in is not possible at the moment.', cause);
    }
  }

  #ask(): Promise<client.Configuration> {
    const { publicUrl, clientId, clientSecret, fetch } = this.#options;
    return client.discovery(new URL(publicUrl), clientId, undefined, client.ClientSecretBasic(clientSecret), {
      // Plain http is for a hub on one's own machine; the address is ours, not a caller's.
      execute: publicUrl.startsWith('http:') ? [client.allowInsecureRequests] : [],
      ...(fetch && { [client.customFetch]: fetch }),
    });
  }
}

/** Without a stated life a token counts as one of ours: 5 minutes. */
const toTokenSet = (tokens: { access_token: string; expires_in?: number; refresh_token?: string }): TokenSet => ({
  accessToken: tokens.access_token,
  expiresInSeconds: tokens.expires_in ?? 300,
  refreshToken: tokens.refresh_token,
});
