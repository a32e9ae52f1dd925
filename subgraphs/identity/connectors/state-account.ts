import { importJWK } from 'jose';
import * as openid from 'openid-client';
import { SECOND } from '../../../platform/time.ts';
import { reachesLevel, type TrustLevelName } from '../../../platform/visa/index.ts';
import { toVerifiedAttributes } from '../domain/attributes.ts';
import { type RefusalReason, SignInRefusedError } from '../domain/errors.ts';
import { lower } from '../domain/levels.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import type { StateAccountSettings } from './provider-settings.ts';

/** What the hub must remember between sending a browser away and its return. */
export interface FlowSecrets {
  readonly nonce: string;
  readonly verifier: string;
}

export interface AuthorizationOrder {
  readonly state: string;
  readonly secrets: FlowSecrets;
  /** Least level to ask for. */
  readonly asked: TrustLevelName;
  readonly loginHint?: string;
  readonly uiLocales?: string;
  /** Ask for a fresh sign-in even when the provider remembers one. */
  readonly fresh?: boolean;
}

export const makeFlowSecrets = (): FlowSecrets => ({
  nonce: openid.randomNonce(),
  verifier: openid.randomPKCECodeVerifier(),
});

/** One state account provider: OpenID Connect with code, PKCE S256, state, nonce and issuer checked. Foreign names end here. */
export class StateAccount {
  #discovered: Promise<openid.Configuration> | undefined;

  constructor(
    readonly settings: StateAccountSettings,
    private readonly options: { callbackBase: string; timeoutMs: number },
  ) {}

  get redirectUri(): string {
    return `${this.options.callbackBase}/${this.settings.id}`;
  }

  /** Where to send the browser. @throws SignInRefusedError when the provider does not answer */
  async authorizationUrl({ state, secrets, asked, loginHint, uiLocales, fresh }: AuthorizationOrder): Promise<URL> {
    const acrValues = this.namesReaching(asked);
    return openid.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.redirectUri,
      scope: this.settings.scopes.join(' '),
      state,
      nonce: secrets.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
      ...(acrValues && { acr_values: acrValues }),
      ...(loginHint && { login_hint: loginHint }),
      ...(uiLocales && { ui_locales: uiLocales }),
      ...(fresh && { prompt: 'login' }),
    });
  }

  /** Redeems the answer a browser brought back. @throws SignInRefusedError with the reason, for the log alone */
  async prove(answer: URL, state: string, secrets: FlowSecrets): Promise<ProvenIdentity> {
    const configuration = await this.configuration();
    const claims = await this.redeem(configuration, answer, state, secrets);
    const subject = claims[this.settings.subjectClaim];
    if (typeof subject !== 'string' || !subject || subject.length > 255)
      throw new SignInRefusedError('subject-missing');
    return this.toIdentity(claims, subject);
  }

  private async redeem(
    configuration: openid.Configuration,
    answer: URL,
    expectedState: string,
    { nonce: expectedNonce, verifier: pkceCodeVerifier }: FlowSecrets,
  ): Promise<Readonly<Record<string, unknown>>> {
    try {
      const checks = { expectedState, expectedNonce, pkceCodeVerifier, idTokenExpected: true };
      const tokens = await openid.authorizationCodeGrant(configuration, answer, checks);
      return { ...tokens.claims() };
    } catch (error) {
      throw new SignInRefusedError(reasonOf(error), error);
    }
  }

  private toIdentity(claims: Readonly<Record<string, unknown>>, subject: string): ProvenIdentity {
    const { id: provider, issuer } = this.settings;
    const level = this.levelOf(claims);
    const text = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : undefined);
    return {
      provider,
      issuer,
      subject,
      level,
      attributes: toVerifiedAttributes(claims, level),
      pseudonym: text('bPK2'),
      provedBy: text('assertion_proved_by'),
      mailboxHandle: text('legacy_postkorb_handle'),
    };
  }

  /** Brokers state the level as `acr`, as a claim of their own, or as both: then the lower one counts. Unknown names prove nothing. */
  private levelOf({ acr, trust_level_authentication: stated }: Readonly<Record<string, unknown>>): TrustLevelName {
    const levels = [acr, stated].filter((name) => typeof name === 'string').map((name) => this.levelNamed(name));
    return levels.length > 0 ? levels.reduce(lower) : 'BASIC';
  }

  private levelNamed(name: string): TrustLevelName {
    return (Object.hasOwn(this.settings.levels, name) && this.settings.levels[name]) || 'BASIC';
  }

  private namesReaching(asked: TrustLevelName): string | undefined {
    if (asked === 'BASIC') return undefined;
    const names = Object.keys(this.settings.levels);
    return names.filter((name) => reachesLevel(this.levelNamed(name), asked)).join(' ');
  }

  /** Discovered once; a failure is not kept, so that a provider that comes back is found again. */
  private configuration(): Promise<openid.Configuration> {
    this.#discovered ??= this.discover().catch((error) => {
      this.#discovered = undefined;
      throw new SignInRefusedError('provider-down', error);
    });
    return this.#discovered;
  }

  private async discover(): Promise<openid.Configuration> {
    const { issuer, clientId, allowInsecureIssuer } = this.settings;
    const execute = [openid.enableNonRepudiationChecks, ...(allowInsecureIssuer ? [openid.allowInsecureRequests] : [])];
    const metadata = { id_token_signed_response_alg: 'ES256' };
    return openid.discovery(new URL(issuer), clientId, metadata, await this.authentication(), {
      execute,
      timeout: this.options.timeoutMs / SECOND,
    });
  }

  private async authentication(): Promise<openid.ClientAuth> {
    const { clientKey, clientSecret } = this.settings;
    if (!clientKey) return openid.ClientSecretBasic(clientSecret);
    const key = (await importJWK(clientKey, 'ES256')) as CryptoKey;
    return openid.PrivateKeyJwt({ key, kid: typeof clientKey.kid === 'string' ? clientKey.kid : undefined });
  }
}

/** The provider said no, answered wrongly, or not at all. */
function reasonOf(error: unknown): RefusalReason {
  if (error instanceof openid.AuthorizationResponseError) return 'answer-error';
  const code = (error as { code?: unknown }).code;
  const isNetwork = code === 'OAUTH_TIMEOUT' || error instanceof TypeError;
  return isNetwork ? 'provider-down' : 'answer-invalid';
}
