import { createRemoteJWKSet, customFetch, type FetchImplementation, importJWK, type JWTVerifyGetKey } from 'jose';
import * as openid from 'openid-client';
import { SECOND } from '../../../../platform/time.ts';
import { reachesLevel, type TrustLevelName } from '../../../../platform/visa/index.ts';
import { SignInRefusedError } from '../../domain/errors.ts';
import type { ProvenIdentity } from '../../domain/proven-identity.ts';
import { FRESH_SECONDS } from '../../domain/session-lifetime.ts';
import type { OidcSettings } from '../provider-settings.ts';
import {
  type Arrival,
  type AuthorizationOrder,
  type Departure,
  type EndedSession,
  type StateAccount,
} from '../state-account.ts';
import { CLOCK_SKEW_SECONDS, checkIdToken } from './check-id-token.ts';
import { type ClaimSet, levelNamed, toIdentity } from './claims.ts';
import { type GuardedFetch, makeGuardedFetch } from './guarded-fetch.ts';
import { checkLogoutToken } from './logout-token.ts';
import { refusalOf } from './refusal-of.ts';

/** OpenID Connect: code with PKCE S256, state, nonce and issuer checked, PAR where it is offered. */
export class OidcAccount implements StateAccount {
  #discovered: Promise<openid.Configuration> | undefined;
  #keys: JWTVerifyGetKey | undefined;
  readonly #redirectUri: string;
  readonly #fetch: GuardedFetch;

  constructor(
    readonly settings: OidcSettings,
    private readonly options: { callbackBase: string; timeoutMs: number },
  ) {
    this.#redirectUri = `${options.callbackBase}/${settings.id}`;
    this.#fetch = makeGuardedFetch({ ...settings, timeoutMs: options.timeoutMs });
  }

  async depart({ state, asked, loginHint, uiLocales, fresh }: AuthorizationOrder): Promise<Departure> {
    const secrets = { nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier() };
    const configuration = await this.configuration();
    const acrValues = this.namesReaching(asked);
    const parameters = {
      redirect_uri: this.#redirectUri,
      scope: this.scopesFor(asked),
      state,
      nonce: secrets.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
      ...(acrValues && { acr_values: acrValues }),
      ...(loginHint && { login_hint: loginHint }),
      ...(uiLocales && { ui_locales: uiLocales }),
      ...(fresh && { prompt: 'login', max_age: '0' }),
    };
    return { to: await this.authorizationUrl(configuration, parameters), secrets };
  }

  async prove({ url, state, secrets, fresh }: Arrival): Promise<ProvenIdentity> {
    const configuration = await this.configuration();
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.verifier,
        idTokenExpected: true,
        ...(fresh && { maxAge: FRESH_SECONDS }),
      });
      const claims = (tokens.claims() ?? {}) as unknown as ClaimSet;
      const code = url.searchParams.get('code') ?? '';
      await checkIdToken(tokens.id_token ?? '', {
        keys: this.keysOf(configuration),
        algorithms: this.settings.signatures,
        code,
        accessToken: tokens.access_token,
      });
      return toIdentity(this.settings, await this.withUserInfo(configuration, tokens.access_token, claims));
    } catch (error) {
      throw refusalOf(error);
    }
  }

  async endedSession(message: string): Promise<EndedSession> {
    const configuration = await this.configuration();
    return checkLogoutToken(message, {
      issuer: configuration.serverMetadata().issuer,
      audience: this.settings.clientId,
      keys: this.keysOf(configuration),
      algorithms: this.settings.signatures,
    });
  }

  /** Pushed where the provider takes it: then nothing of the request stands in an address. */
  private async authorizationUrl(configuration: openid.Configuration, parameters: Record<string, string>) {
    const pushes = configuration.serverMetadata().pushed_authorization_request_endpoint !== undefined;
    if (!pushes) return openid.buildAuthorizationUrl(configuration, parameters);
    try {
      return await openid.buildAuthorizationUrlWithPAR(configuration, parameters);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Some brokers tell the attributes at the userinfo endpoint alone. */
  private async withUserInfo(configuration: openid.Configuration, token: string, claims: ClaimSet): Promise<ClaimSet> {
    if (!this.settings.userinfo) return claims;
    try {
      return { ...(await openid.fetchUserInfo(configuration, token, String(claims.sub))), ...claims };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Keys may rotate between two sign-ins of one minute: an unknown one is looked for at once, a known one asks nobody. */
  private keysOf(configuration: openid.Configuration): JWTVerifyGetKey {
    this.#keys ??= createRemoteJWKSet(new URL(configuration.serverMetadata().jwks_uri ?? ''), {
      cooldownDuration: 0,
      timeoutDuration: this.options.timeoutMs,
      [customFetch]: this.#fetch as unknown as FetchImplementation,
    });
    return this.#keys;
  }

  private scopesFor(asked: TrustLevelName): string {
    const level = this.settings.levelScopes[asked];
    return [...this.settings.scopes, ...(level ? [level] : [])].join(' ');
  }

  private namesReaching(asked: TrustLevelName): string | undefined {
    if (asked === 'BASIC') return undefined;
    const names = Object.keys(this.settings.levels);
    return names.filter((name) => reachesLevel(levelNamed(this.settings, name), asked)).join(' ');
  }

  /** Discovered once; a failure is not kept, so that a provider that comes back is found again. */
  private configuration(): Promise<openid.Configuration> {
    this.#discovered ??= this.discover().catch((error) => {
      this.#discovered = undefined;
      throw refusalOf(error);
    });
    return this.#discovered;
  }

  private async discover(): Promise<openid.Configuration> {
    const { issuer, clientId, allowInsecureIssuer, signatures } = this.settings;
    const [only] = signatures;
    const metadata: Partial<openid.ClientMetadata> = {
      ...(signatures.length === 1 && { id_token_signed_response_alg: only }),
      [openid.clockTolerance]: CLOCK_SKEW_SECONDS,
    };
    const configuration = await openid.discovery(new URL(issuer), clientId, metadata, await this.authentication(), {
      execute: allowInsecureIssuer ? [openid.allowInsecureRequests] : [],
      timeout: this.options.timeoutMs / SECOND,
      [openid.customFetch]: withoutJwt(this.#fetch) as openid.CustomFetch,
    });
    const { code_challenge_methods_supported: methods } = configuration.serverMetadata();
    if (methods && !methods.includes('S256')) throw new SignInRefusedError('pkce-unsupported');
    return configuration;
  }

  private async authentication(): Promise<openid.ClientAuth> {
    const { clientKey, clientSecret } = this.settings;
    if (!clientKey) return openid.ClientSecretBasic(clientSecret);
    const key = (await importJWK(clientKey, 'ES256')) as CryptoKey;
    return openid.PrivateKeyJwt({ key, kid: typeof clientKey.kid === 'string' ? clientKey.kid : undefined });
  }
}

/** Userinfo is taken as JSON over TLS; as a JWT it would have to be checked, and the library does not. */
const withoutJwt =
  (fetch: GuardedFetch): GuardedFetch =>
  async (url, init) => {
    const response = await fetch(url, init);
    if (response.headers.get('content-type')?.includes('jwt')) throw new SignInRefusedError('userinfo-invalid');
    return response;
  };
