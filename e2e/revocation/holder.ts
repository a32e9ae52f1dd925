import * as openid from 'openid-client';
import type { Browser } from '../../hub/browser.ts';
import { openBrowser, walkThrough } from '../../hub/fetch-token.ts';
import { STATE_ACCOUNT } from '../../hub/sandbox.ts';
import { clientSecret } from '../../platform/clients/index.ts';
import type { TwoGateways } from './two-gateways.ts';

export interface SignInChoice {
  readonly persona: string;
  readonly client: string;
  readonly scope: string;
  /** One in which she has signed in already. */
  readonly browser?: Browser;
  /** The account she signs in with. */
  readonly account?: string;
}

/** Somebody who was let in: her browser, and what an app holds of her. */
export interface Holder {
  readonly browser: Browser;
  readonly token: string;
  readonly sub: string;
  /** New tokens for the refresh token, as the app gets them; rejects when they are refused. */
  refresh(): Promise<string>;
}

export const configOf = ({ hub }: TwoGateways, client: string): Promise<openid.Configuration> =>
  openid.discovery(
    new URL(hub.url),
    client,
    undefined,
    openid.ClientSecretBasic(clientSecret(hub.hub.secret, client)),
    { execute: [openid.allowInsecureRequests] },
  );

/** Signs in to an app as an independent client does it: code with PKCE, consent where it is asked for, tokens. */
export async function signIn(town: TwoGateways, choice: SignInChoice): Promise<Holder> {
  const { persona, client, scope, account = STATE_ACCOUNT } = choice;
  const walker = { publicUrl: town.hub.url, persona, level: 'SUBSTANTIAL' };
  const { browser = openBrowser(walker) } = choice;
  const config = await configOf(town, client);
  const redirectUri = client === 'portal' ? `${town.hub.url}/session/callback` : town.redirectUri;
  const verifier = openid.randomPKCECodeVerifier();
  const start = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    prompt: 'consent',
    login_hint: `${account}:${persona}`,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const back = await walkThrough(start.href, redirectUri, walker, browser);
  const tokens = await openid.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier: verifier });
  return { browser, token: tokens.access_token, sub: tokens.claims()?.sub ?? '', refresh: refresher(config, tokens) };
}

/** As the app's file says: each refresh token is good once, and brings the next. */
function refresher(config: openid.Configuration, { refresh_token = '' }: openid.TokenEndpointResponse) {
  let current = refresh_token;
  return async () => {
    const tokens = await openid.refreshTokenGrant(config, current);
    current = tokens.refresh_token ?? current;
    return tokens.access_token;
  };
}
