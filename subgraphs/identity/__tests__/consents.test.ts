import { createHmac } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { webhookSecret } from '../../../platform/clients/index.ts';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { idToward, SECRET } from './person.ts';
import { rows } from './rows.ts';
import { appRequest, HUB, redeem, type SignInHub, signInWith, startSignInHub, tokenRequest } from './sign-in-hub.ts';

interface Told {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const told: Told[] = [];
const refused = new Set<string | undefined>();
const partner = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  // The first word of each kind finds the app down: it must come again.
  if (!refused.has(request.url)) return refused.add(request.url) && response.writeHead(503).end();
  told.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
  return response.writeHead(204).end();
});

let folder: string;
let hub: SignInHub;
beforeAll(async () => {
  await new Promise<void>((resolve) => partner.listen(0, '127.0.0.1', resolve));
  const { port } = partner.address() as AddressInfo;
  folder = mkdtempSync(join(tmpdir(), 'partners-'));
  cpSync(join(import.meta.dirname, '..', '..', '..', 'partners'), folder, { recursive: true });
  const file = join(folder, 'waste-app.yaml');
  const more = `webhookUri: http://127.0.0.1:${port}/webhook\nbackchannelLogoutUri: http://127.0.0.1:${port}/logout\n`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^(webhookUri|backchannelLogoutUri): .*\n/gm, '') + more);
  hub = await startSignInHub({ partnersFolder: folder });
});
afterAll(async () => {
  await hub.stop();
  partner.closeAllConnections();
  partner.close();
  rmSync(folder, { recursive: true });
});

const SCOPE = 'openid offline_access home mailbox';
let count = 0;

/** A new person at the app's consent page. */
async function atConsent(scope = SCOPE) {
  const browser = hub.browser();
  const persona = `p02${String(count++).padStart(2, '0')}`;
  const request = await appRequest({ scope, prompt: 'consent', login_hint: `bundid:${persona}` }, 'waste-app');
  return { browser, persona, request, page: await signInWith(browser, request.url, { persona }) };
}

async function allowed(choice: Record<string, string> = { decision: 'allow' }) {
  const start = await atConsent();
  const { location } = await start.browser.submit(`${start.page.address}/consent`, choice);
  const tokens = (await redeem(start.browser, start.request, new URL(location).searchParams.get('code') ?? '')).body;
  const principal = await principalOf(tokens.access_token);
  return { ...start, tokens, citizenId: principal?.citizenId ?? '' };
}

const principalOf = (token: string) => hub.ask<Principal | null>('principal', { claims: decodeJwt(token) });
const portalOf = (citizenId: string) => hub.subgraph.as(citizen({ citizenId }));
const CHANGE = `mutation ($purposes: [String!]!, $key: String!, $client: ID!) {
  changeConsents(input: { client: $client, purposes: $purposes, idempotencyKey: $key }) { consents { purpose stands expiresAt } } }`;
interface Changed {
  readonly data?: { changeConsents: { consents: { purpose: string }[] } | null } | null;
  readonly errors?: readonly { extensions?: { code?: unknown } }[];
}
let keys = 0;
const change = (citizenId: string, purposes: string[], client = 'waste-app') =>
  portalOf(citizenId).ask(CHANGE, { purposes, key: `key-${keys++}`, client }) as Promise<Changed>;

async function heard(path: string, isIt: (body: string) => boolean): Promise<Told> {
  for (let round = 0; round < 600; round++) {
    const found = told.find((each) => each.path === path && isIt(each.body));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The app was not told.');
}

describe('the consent page', () => {
  it('says who, what for, and how long, with nothing ticked', async () => {
    const { page } = await atConsent();
    expect(page.text).toContain('erlaubt bis zum');
    expect(page.text.match(/type="checkbox"/g)).toHaveLength(3);
    expect(page.text).not.toContain('checked');
  });

  it('grants what she ticked alone, and asks for the rest no more in this sign-in', async () => {
    const { browser, tokens } = await allowed({ decision: 'choose', purpose: 'home' });
    expect(tokens.scope).toBe('openid home');
    expect(await principalOf(tokens.access_token)).toMatchObject({ purposes: ['home', 'openid'] });
    const again = await browser.open((await appRequest({ scope: SCOPE }, 'waste-app')).url);
    expect(again.location).toContain('code=');
  });

  it('grants nothing that the form adds to what was asked', async () => {
    const { tokens } = await allowed({ decision: 'choose', purpose: 'profile' });
    expect(tokens.scope).toBe('openid');
  });

  it('asks again for what ran out', async () => {
    const { browser, citizenId, tokens } = await allowed();
    await rows(hub.subgraph, `update consent set expires_at = now() where citizen = $1 and purpose = 'home'`, [
      citizenId,
    ]);
    expect(await principalOf(tokens.access_token)).toMatchObject({ purposes: ['mailbox', 'offline_access', 'openid'] });
    const page = await browser.open((await appRequest({ scope: SCOPE }, 'waste-app')).url);
    expect(page.text.match(/type="checkbox"/g)).toHaveLength(1);
    await browser.submit(`${page.address}/consent`, { decision: 'allow' });
    expect(await principalOf(tokens.access_token)).toMatchObject({
      purposes: ['home', 'mailbox', 'offline_access', 'openid'],
    });
  });
});

describe('changing consents in the portal', () => {
  it('adds and takes back purposes at once, for the token the app holds', async () => {
    const { citizenId, tokens } = await allowed();
    const { data } = await change(citizenId, ['openid', 'home']);
    expect(data?.changeConsents?.consents.map(({ purpose }) => purpose).sort()).toEqual(['home', 'openid']);
    expect(await principalOf(tokens.access_token)).toMatchObject({ purposes: ['home', 'openid'] });
    await change(citizenId, ['openid', 'home', 'mailbox']);
    expect(await principalOf(tokens.access_token)).toMatchObject({ purposes: ['home', 'mailbox', 'openid'] });
  });

  it.each([
    ['an app she never let in', 'transit-app', ['openid'], 'NOT_FOUND'],
    ['an unknown app', 'nobody', ['openid'], 'NOT_FOUND'],
    ['a purpose the app does not have', 'waste-app', ['openid', 'staff'], 'BAD_USER_INPUT'],
  ])('is refused for %s', async (_what, client, purposes, code) => {
    const { citizenId } = await allowed();
    const { errors } = await change(citizenId, purposes, client);
    expect(errors?.[0]?.extensions?.code).toBe(code);
  });

  it.each([
    ['the app itself', 'FORBIDDEN', (id: string) => partnerFor(id, { scopes: ['consents'], purposes: ['openid'] })],
    ['another citizen', 'NOT_FOUND', () => citizen()],
    ['a clerk', 'NOT_FOUND', () => clerk([12], { scopes: ['staff', 'consents'] })],
    ['nobody', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
  ])('is nothing for %s: %s', async (_who, code, principalFor) => {
    const { citizenId, tokens } = await allowed({ decision: 'choose', purpose: 'home' });
    const variables = { client: 'waste-app', purposes: ['openid', 'home', 'mailbox'], key: `key-${keys++}` };
    const asked = (await hub.subgraph.as(principalFor(citizenId)).ask(CHANGE, variables)) as Changed;
    expect(asked.errors?.[0]?.extensions?.code).toBe(code);
    expect(await principalOf(tokens.access_token)).toMatchObject({ purposes: ['home', 'openid'] });
  });

  it('without the purpose openid leaves nothing: the token names nobody, and no refresh helps', async () => {
    const { browser, citizenId, tokens } = await allowed();
    await change(citizenId, []);
    expect(await principalOf(tokens.access_token)).toBeNull();
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    expect(await tokenRequest(browser, 'waste-app', form)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });
});

describe('an app with addresses for it', () => {
  it('is told of a consent taken back, by its own name for her, signed, and again when it was down', async () => {
    const { citizenId } = await allowed();
    await change(citizenId, ['openid', 'mailbox']);
    const sub = idToward('waste-app', citizenId);
    const { headers, body } = await heard('/webhook', (text) => text.includes(sub) && text.includes('"home"'));
    expect(JSON.parse(body)).toMatchObject({
      type: 'consent.revoked',
      data: { client_id: 'waste-app', sub, purpose: 'home' },
    });
    const key = Buffer.from(webhookSecret(SECRET, 'waste-app').slice(6), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(body).not.toContain(citizenId);
  }, 40_000);

  it('is told of an ended session, once, by a logout token that fits the ID token', async () => {
    const { tokens } = await allowed();
    const { sub, sid } = decodeJwt(tokens.id_token);
    const principal = await principalOf(tokens.access_token);
    // A second grant of the same app in the same session.
    await rows(
      hub.subgraph,
      `insert into oidc_record (model, id, payload, expires_at)
       select model, id || '-again', payload, expires_at from oidc_record
       where model = 'Grant' and split_part(id, '.', 1) = $1`,
      [principal?.session],
    );
    await hub.ask('endSession', { session: principal?.session });
    const { body } = await heard(
      '/logout',
      (text) => decodeJwt(new URLSearchParams(text).get('logout_token') ?? '').sid === sid,
    );
    const token = decodeJwt(new URLSearchParams(body).get('logout_token') ?? '');
    expect(token).toMatchObject({
      iss: HUB,
      aud: 'waste-app',
      sub,
      sid,
      events: expect.any(Object),
      jti: expect.any(String),
    });
    expect(token).not.toHaveProperty('nonce');
    const words = await rows(
      hub.subgraph,
      `select id from jobs.job where name = 'back-channel-logout' and data->>'session' = $1`,
      [principal?.session],
    );
    expect(words).toHaveLength(1);
  }, 40_000);
});
