import type { FastifyInstance } from 'fastify';
import * as openid from 'openid-client';
import { pino } from 'pino';
import { clientSecret } from '../../../platform/clients/index.ts';
import { makeLogger, makeServer } from '../../../platform/server/index.ts';
import { startTestSubgraph, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { systemPrincipal } from '../../../platform/visa/index.ts';
import { type SignInChoice, signInAt } from '../../../sandbox/drive.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';
import { identity } from '../main.ts';
import { Browser } from './browser.ts';
import { SECRET } from './person.ts';

/** The hub's address in tests. */
export const HUB = 'http://localhost:4000';
export const GRAPH = `${HUB}/graphql`;
const GATEWAY = systemPrincipal('gateway');
const CLIENT = { clientId: 'stadttor', clientSecret: 'known to both sides' };

/** Identity with its routes on a server of its own, beside a state account to sign in with. */
export interface SignInHub {
  readonly subgraph: TestSubgraph;
  readonly sandbox: Sandbox;
  /** What was logged as a warning or worse, as one text. */
  readonly log: () => string;
  /** A fresh browser that finds the hub under its public address. */
  browser(): Browser;
  /** One without a socket: what it causes stays in the asynchronous context of who asks, so statements can be counted. */
  browserInside(): Browser;
  /** How that one sends. */
  readonly sendInside: typeof fetch;
  /** The hub's public address, led to where it listens. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Asks identity as the gateway does. */
  ask<Answer>(question: string, body: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startSignInHub(
  options: { straightOn?: boolean; partnersFolder?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<SignInHub> {
  const redirectUris = [`${HUB}/link/callback/bundid`];
  const sandbox = await startSandbox({ port: 0, clients: [{ ...CLIENT, signIn: { redirectUris } }] });
  const providers = [{ id: 'bundid', name: 'BundID', issuer: sandbox.issuer, ...CLIENT, allowInsecureIssuer: true }];
  const env = {
    SMTP_URL: sandbox.mailUrl,
    MAIL_FROM: 'hub@stadttor.example',
    ...options.env,
    STATE_ACCOUNT_PROVIDERS: JSON.stringify(providers),
    ...(options.straightOn !== false && { SIGN_IN_METHODS: 'none' }),
    ...(options.partnersFolder && { PARTNERS: options.partnersFolder }),
  };
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const subgraph = await startTestSubgraph(identity, { env, logger });
  const app = await serve(subgraph);
  const address = app.listeningOrigin;
  return {
    subgraph,
    sandbox,
    log: () => lines.join(''),
    browser: () => new Browser(HUB, address),
    browserInside: () => new Browser(HUB, HUB, fetchInside(app)),
    sendInside: fetchInside(app),
    fetch: (url, init) => fetch(url.replace(HUB, address), init),
    ask: async <Answer>(question: string, body: unknown) =>
      (await subgraph.running.ask(question, body, GATEWAY)) as Answer,
    stop: async () => {
      await app.close();
      await subgraph.stop();
      await sandbox.close();
    },
  };
}

const fetchInside = (app: FastifyInstance): typeof fetch =>
  (async (url: string, { method = 'GET', headers, body }: RequestInit = {}) => {
    const form = body instanceof URLSearchParams;
    const answer = await app.inject({
      method: method as 'GET',
      url: String(url).slice(HUB.length),
      headers: { ...(headers as object), ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(form && { payload: body.toString() }),
    });
    const told = new Headers();
    for (const [name, value] of Object.entries(answer.headers))
      for (const each of [value].flat()) told.append(name, String(each));
    const isEmpty = answer.statusCode === 204;
    return new Response(isEmpty ? null : answer.body, { status: answer.statusCode, headers: told });
  }) as typeof fetch;

export async function serve({ running }: TestSubgraph): Promise<FastifyInstance> {
  const app = await makeServer({ logger: makeLogger({ level: 'silent' }), checkReady: async () => {} });
  await app.register(async (scope) => running.routes?.(scope));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app;
}

/** One authorization request of an app, with what must be remembered for its end. */
export interface AppRequest {
  readonly url: string;
  readonly verifier: string;
  readonly client: string;
  readonly redirectUri: string;
}

export const REDIRECT_URIS: Readonly<Record<string, string>> = {
  portal: `${HUB}/session/callback`,
  'waste-app': 'https://waste-app.example/callback',
  'state-portal': 'https://portal.land.example/callback',
};

export async function appRequest(parameters: Record<string, string | undefined> = {}, client = 'portal') {
  const verifier = openid.randomPKCECodeVerifier();
  const redirectUri = REDIRECT_URIS[client] ?? '';
  const all = {
    client_id: client,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid accounts consents',
    state: 'app-state',
    nonce: 'app-nonce',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { url: `${HUB}/oidc/auth?${new URLSearchParams(given)}`, verifier, client, redirectUri };
}

/** Walks to the provider, signs in there, and comes back to the hub; ends where the hub leads on to the app, or stays. */
export async function signInWith(browser: Browser, url: string, choice: SignInChoice) {
  const away = await browser.open(url);
  return browser.open(await signInAt(away.location, choice));
}

/** Redeems a code at the token endpoint. */
export async function redeem(
  browser: Browser,
  request: AppRequest,
  code: string,
  changes: Record<string, string> = {},
) {
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: request.redirectUri,
    code_verifier: request.verifier,
    ...changes,
  };
  return tokenRequest(browser, request.client, form);
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: { access_token: string; refresh_token: string; id_token: string; scope: string; error: string };
}

export async function tokenRequest(
  browser: Browser,
  client: string,
  form: Record<string, string>,
): Promise<TokenAnswer> {
  const pair = Buffer.from(`${client}:${clientSecret(SECRET, client)}`).toString('base64');
  const { status, text } = await browser.post(`${HUB}/oidc/token`, form, { authorization: `Basic ${pair}` });
  return { status, body: JSON.parse(text) };
}

/** The whole way of an app in one call: from the authorization request to its tokens. */
export async function tokensFor(hub: SignInHub, choice: SignInChoice, parameters: Record<string, string> = {}) {
  const browser = hub.browser();
  const request = await appRequest(parameters);
  const back = await signInWith(browser, request.url, choice);
  const code = new URL(back.location).searchParams.get('code') ?? '';
  return { browser, request, code, ...(await redeem(browser, request, code)).body };
}
