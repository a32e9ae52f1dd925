import { importJWK } from 'jose';
import * as openid from 'openid-client';
import { clientKey, clientSecret } from '../../../platform/clients/index.ts';
import type { SignInChoice } from '../../../sandbox/drive.ts';
import type { Browser } from './browser.ts';
import { SECRET } from './person.ts';
import { HUB, REDIRECT_URIS, type SignInHub, signInWith } from './sign-in-hub.ts';

/** openid-client as an app's own library, with the authentication that the app's file names. */
export async function partnerClient(hub: SignInHub, client: string): Promise<openid.Configuration> {
  const auth =
    client === 'fachverfahren' ? await byKey(client) : openid.ClientSecretBasic(clientSecret(SECRET, client));
  return openid.discovery(new URL(HUB), client, undefined, auth, {
    execute: [openid.allowInsecureRequests],
    [openid.customFetch]: hub.fetch as openid.CustomFetch,
  });
}

async function byKey(client: string): Promise<openid.ClientAuth> {
  const { kid, ...jwk } = clientKey(SECRET, client);
  return openid.PrivateKeyJwt({ key: (await importJWK({ ...jwk })) as CryptoKey, kid });
}

export interface PartnerSignIn {
  readonly tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;
  readonly dpop?: openid.DPoPHandle;
  readonly browser: Browser;
}

export interface PartnerSignInOptions {
  readonly scope?: string;
  readonly dpop?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
  /** One in which she has signed in already: the app joins that session. */
  readonly browser?: Browser;
}

/** A person signs in to an app and allows all it asks: pushed request, code, PKCE, and DPoP when wished. */
export async function partnerSignIn(
  hub: SignInHub,
  config: openid.Configuration,
  choice: SignInChoice,
  { scope = 'openid offline_access home', dpop = false, parameters, browser }: PartnerSignInOptions = {},
): Promise<PartnerSignIn> {
  const handle = dpop ? openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256')) : undefined;
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const url = await openid.buildAuthorizationUrlWithPAR(
    config,
    {
      redirect_uri: REDIRECT_URIS[config.clientMetadata().client_id] ?? '',
      scope,
      state,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      prompt: 'consent',
      login_hint: `bundid:${choice.persona}`,
      ...parameters,
    },
    { DPoP: handle },
  );
  const here = browser ?? hub.browser();
  const page = browser ? await here.open(url.href) : await signInWith(here, url.href, choice);
  const back = page.location ? page : await here.submit(`${page.address}/consent`, { decision: 'allow' });
  const tokens = await openid.authorizationCodeGrant(
    config,
    new URL(back.location),
    { pkceCodeVerifier: verifier, expectedState: state },
    undefined,
    { DPoP: handle },
  );
  return { tokens, dpop: handle, browser: here };
}
