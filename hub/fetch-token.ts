import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { parse } from 'yaml';
import { clientKey, clientSecret } from '../platform/clients/index.ts';
import type { TrustLevelName } from '../platform/visa/index.ts';
import { signInAt } from '../sandbox/drive.ts';
import { Browser } from './browser.ts';
import { STATE_ACCOUNT } from './sandbox.ts';

export interface TokenRequest {
  publicUrl: string;
  secret: string;
  persona: string;
  level: string;
  client: string;
  /** Space-separated; default: all that the client may ask for. */
  scope?: string | undefined;
}

const PARTNERS = join(import.meta.dirname, '..', 'partners');

/**
 * A demo person's access token, got the way every app gets one: authorization code with PKCE at the hub, sign-in at the
 * sandbox's state account, consent where the app needs it.
 */
export async function fetchToken(request: TokenRequest): Promise<string> {
  const { publicUrl, client } = request;
  const { token_endpoint: tokenEndpoint, authorization_endpoint: start } = await discover(publicUrl);
  const app = readPartner(client, publicUrl);
  const { redirectUri } = app;
  const verifier = randomBytes(32).toString('base64url');
  const scope = request.scope ?? app.scopes.join(' ');
  const query = new URLSearchParams({
    client_id: client,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: randomBytes(16).toString('base64url'),
    login_hint: `${STATE_ACCOUNT}:${request.persona}`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const code = codeOf(await walkThrough(`${start}?${query}`, redirectUri, request));
  return exchange(tokenEndpoint, { code, verifier, app, request });
}

/** What the client's own file says; a token that ends after 5 minutes needs no offline access. */
function readPartner(client: string, publicUrl: string): PartnerApp {
  const file = join(PARTNERS, `${basename(client)}.yaml`);
  if (!existsSync(file)) throw new Error(`No partner app is called ${client}.`);
  const { redirectUris, scopes, authentication } = parse(readFileSync(file, 'utf8')) as PartnerFile;
  return {
    redirectUri: String(redirectUris[0]).replace(/\$\{PUBLIC_URL\}/, publicUrl),
    // As somebody signs in: what an operator may look at she asks for by name.
    scopes: scopes
      .map(({ scope }) => scope)
      .filter((scope) => scope !== 'offline_access' && !scope.startsWith('operator:')),
    authentication,
  };
}

interface PartnerApp {
  redirectUri: string;
  scopes: string[];
  /** `none` for apps on a citizen's own device: PKCE alone speaks for them. */
  authentication: string;
}

interface PartnerFile {
  redirectUris: string[];
  scopes: { scope: string }[];
  authentication: string;
}

interface Discovery {
  authorization_endpoint: string;
  token_endpoint: string;
}

async function discover(publicUrl: string): Promise<Discovery> {
  const response = await fetch(`${publicUrl}/.well-known/openid-configuration`).catch(() => undefined);
  if (!response?.ok) throw new Error(`No hub answers at ${publicUrl}. Start it with: npm start`);
  return (await response.json()) as Discovery;
}

/** Who walks, and where the hub is. */
export type Walker = Pick<TokenRequest, 'publicUrl' | 'persona' | 'level'>;

/**
 * Walks as a browser would: hub, sandbox, hub, consent if asked, until the client's redirect address comes, which is returned
 * and not visited.
 */
export async function walkThrough(
  start: string,
  redirectUri: string,
  walker: Walker,
  browser = openBrowser(walker),
): Promise<string> {
  const { publicUrl, persona, level } = walker;
  const isForeign = (address: string) => address.startsWith(redirectUri) || new URL(address).origin !== publicUrl;
  let place = await browser.go(start, isForeign);
  for (let turn = 0; turn < 6; turn += 1) {
    if (typeof place === 'string' && place.startsWith(redirectUri)) return place;
    if (typeof place === 'string') {
      const back = await signInAt(place, { persona, level: level as TrustLevelName });
      place = await browser.go(back, isForeign);
    } else place = await pressFirstButton(browser, place.address, await place.response.text(), isForeign);
  }
  throw new Error('The sign-in did not come to an end.');
}

/** A demo person's browser, in which she has not signed in yet. */
export const openBrowser = ({ publicUrl, persona }: Pick<Walker, 'publicUrl' | 'persona'>): Browser =>
  new Browser().remember(publicUrl, 'stadttor_device', deviceOf(persona));

/** One demo person, one device: her mailbox need not hear of every token. */
const deviceOf = (persona: string): string => createHash('sha256').update(persona).digest('base64url');

/** A page of the hub: the choice of a state account, or a consent. The first submit button is the one that goes on. */
function pressFirstButton(browser: Browser, address: string, html: string, stopAt: (address: string) => boolean) {
  const action = /<form[^>]*\baction="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (!action) throw new Error(`The hub answered with a page that has no form: ${titleOf(html)}`);
  const fields = [...html.matchAll(/<(?:input|button)\b[^>]*>/g)].map(([tag]) => tag);
  const form = new URLSearchParams();
  for (const tag of fields.filter((each) => /type="hidden"/.test(each)))
    form.set(attribute(tag, 'name'), attribute(tag, 'value'));
  const button = fields.find((each) => each.startsWith('<button') && /\bname="/.test(each));
  if (button) form.set(attribute(button, 'name'), attribute(button, 'value'));
  return browser.go(new URL(action, address).href, stopAt, form);
}

const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
const titleOf = (html: string): string => /<title>([^<]*)/.exec(html)?.[1] ?? 'no title';

function codeOf(address: string): string {
  const { searchParams } = new URL(address);
  const code = searchParams.get('code');
  if (!code) throw new Error(`The hub refused the sign-in: ${searchParams.get('error') ?? 'no code'}`);
  return code;
}

interface Exchange {
  code: string;
  verifier: string;
  app: PartnerApp;
  request: TokenRequest;
}

async function exchange(endpoint: string, { code, verifier, app, request }: Exchange): Promise<string> {
  const { headers = {}, form } = await authenticate(app.authentication, request);
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: app.redirectUri,
    ...form,
  });
  const response = await fetch(endpoint, { method: 'POST', headers, body });
  const answer = (await response.json()) as { access_token?: string; error?: string };
  if (!answer.access_token) throw new Error(`The hub gave no token: ${answer.error}`);
  return answer.access_token;
}

interface Authenticated {
  headers?: Record<string, string>;
  form?: Record<string, string>;
}

/** The client shows who it is in the way its file names. */
async function authenticate(method: string, { client, secret, publicUrl }: TokenRequest): Promise<Authenticated> {
  if (method === 'none') return { form: { client_id: client } };
  if (method === 'client_secret_basic') {
    const basic = Buffer.from(`${client}:${clientSecret(secret, client)}`).toString('base64');
    return { headers: { authorization: `Basic ${basic}` } };
  }
  const key = clientKey(secret, client);
  const assertion = await new SignJWT({ jti: randomBytes(16).toString('base64url') })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(publicUrl)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK(key));
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return { form: { client_id: client, client_assertion_type: type, client_assertion: assertion } };
}
