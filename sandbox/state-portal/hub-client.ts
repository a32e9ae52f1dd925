import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import * as openid from 'openid-client';

/** How the hub knows this portal: what a partner gets from the town. */
export interface StatePortalRegistration {
  readonly hub: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** With which the portal signs what it states about its citizens (token exchange). */
  readonly signingKey: JWK;
  readonly webhookSecret: string;
}

/** What a browser must bring back from one link. */
export interface LinkAttempt {
  readonly state: string;
  readonly verifier: string;
}

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const SUBJECT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';
/** A link, and with it what a portal wants to do for her: she allows each by itself. */
const SCOPE = 'openid account:link cases profile';

/** The town's hub as a state portal uses it: an OpenID provider and one graph, nothing else. */
export class HubClient {
  #config: Promise<openid.Configuration> | undefined;

  constructor(
    private readonly registration: StatePortalRegistration,
    private readonly redirectUri: string,
  ) {}

  async begin(hint: string | undefined): Promise<{ url: URL; attempt: LinkAttempt }> {
    const attempt = { state: openid.randomState(), verifier: openid.randomPKCECodeVerifier() };
    const url = await openid.buildAuthorizationUrlWithPAR(await this.#hub(), {
      redirect_uri: this.redirectUri,
      scope: SCOPE,
      state: attempt.state,
      code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      ...(hint && { login_hint: hint }),
    });
    return { url, attempt };
  }

  /** The name by which the hub knows her here, and nowhere else. */
  async finish(address: URL, { state, verifier }: LinkAttempt): Promise<string> {
    const checks = { expectedState: state, pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await openid.authorizationCodeGrant(await this.#hub(), address, checks);
    return tokens.claims()?.sub as string;
  }

  /** Asks the graph for one citizen, with a token that speaks for her alone. */
  async ask<Answer>(subject: string, query: string, variables: object = {}): Promise<Answer> {
    const config = await this.#hub();
    const parameters = { subject_token: await this.#statement(subject), subject_token_type: SUBJECT_TYPE };
    const { access_token } = await openid.genericGrantRequest(config, TOKEN_EXCHANGE, parameters);
    const response = await fetch(`${this.registration.hub}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }

  /** "She is here now, signed in so strongly": the portal's word, good once and for a minute. */
  async #statement(subject: string): Promise<string> {
    const { clientId, hub, signingKey } = this.registration;
    return new SignJWT({ acr: 'SUBSTANTIAL' })
      .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid })
      .setIssuer(clientId)
      .setAudience(hub)
      .setSubject(subject)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(signingKey, 'ES256'));
  }

  #hub(): Promise<openid.Configuration> {
    const { hub, clientId, clientSecret } = this.registration;
    this.#config ??= openid
      .discovery(new URL(hub), clientId, undefined, openid.ClientSecretBasic(clientSecret), {
        execute: [openid.allowInsecureRequests],
      })
      .catch((error) => {
        // The hub may start after its stand-ins.
        this.#config = undefined;
        throw error;
      });
    return this.#config;
  }
}
