import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appRequest, HUB, type SignInHub, signInWith, startSignInHub } from './sign-in-hub.ts';

const TEXT = '{ de: a, en: b, leicht: c }';
const DEVICE_APP = `
name: ${TEXT}
kind: app
provider: Somebody
contact: mail@app.example
redirectUris: ['example.app:/callback', 'http://127.0.0.1/callback']
authentication: none
native: true
scopes: [{ scope: openid, purpose: ${TEXT} }]
`;
const LOOPBACK = 'http://127.0.0.1:51234/callback';

let folder: string;
let hub: SignInHub;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'partners-'));
  cpSync(join(import.meta.dirname, '..', '..', '..', 'partners'), folder, { recursive: true });
  writeFileSync(join(folder, 'device-app.yaml'), DEVICE_APP);
  hub = await startSignInHub({ partnersFolder: folder });
});
afterAll(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true });
});

describe("an app on a citizen's own device", () => {
  it('gets its tokens by PKCE alone, at any port of the device, once the citizen allowed it', async () => {
    const browser = hub.browser();
    const request = await appRequest({ redirect_uri: LOOPBACK, scope: 'openid' }, 'device-app');
    const page = await signInWith(browser, request.url, { persona: 'p0001' });
    const { location } = await browser.submit(`${page.address}/consent`, { decision: 'allow' });
    const form = {
      grant_type: 'authorization_code',
      client_id: 'device-app',
      code: new URL(location).searchParams.get('code') ?? '',
      redirect_uri: LOOPBACK,
      code_verifier: request.verifier,
    };
    const { code_verifier, ...without } = form;
    expect(await browser.post(`${HUB}/oidc/token`, without)).toMatchObject({ status: 400 });
    const { status, text } = await browser.post(`${HUB}/oidc/token`, form);
    expect([status, JSON.parse(text).scope]).toEqual([200, 'openid']);
  });

  it('may name its scheme on the consent page as where the form ends', async () => {
    const request = await appRequest({ redirect_uri: 'example.app:/callback', scope: 'openid' }, 'device-app');
    const { headers } = await signInWith(hub.browser(), request.url, { persona: 'p0002' });
    expect(headers.get('content-security-policy')).toContain("form-action 'self' example.app:;");
  });
});
