import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPartnerApps } from './partner-files.ts';

const HUB = 'https://stadt.example';
const TEXT = '{ de: a, en: b, leicht: c }';
const good = (more = '') => `
name: ${TEXT}
kind: app
provider: Somebody
contact: mail@app.example
redirectUris: ['\${PUBLIC_URL}/x', 'https://app.example/callback']
authentication: client_secret_basic
scopes: [{ scope: openid, purpose: ${TEXT} }]
${more}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partners-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(text: string, name = 'some-app') {
  writeFileSync(join(folder, `${name}.yaml`), text);
  return loadPartnerApps(folder, HUB);
}

describe('the files of partner apps', () => {
  it('are read by their names, with the address of the hub put in', () => {
    expect(load(good()).get('some-app')).toMatchObject({
      clientId: 'some-app',
      redirectUris: [`${HUB}/x`, 'https://app.example/callback'],
      native: false,
      logo: null,
    });
  });

  it('of this repository are all good', () => {
    const apps = loadPartnerApps(join(import.meta.dirname, '..', '..', '..', 'partners'), HUB);
    expect([...apps.keys()]).toEqual(['fachverfahren', 'portal', 'state-portal', 'transit-app', 'waste-app']);
    expect(apps.get('portal')?.redirectUris).toEqual([`${HUB}/session/callback`]);
  });

  it('have their pictures beside them', () => {
    writeFileSync(join(folder, 'some-app.png'), 'a picture');
    expect(load(good('logo: some-app.png')).get('some-app')?.logo).toBe('data:image/png;base64,YSBwaWN0dXJl');
  });

  it.each([
    ['a picture that is not there', 'logo: some-app.svg'],
    ['a picture of another kind', 'logo: some-app.html'],
    ['a picture from elsewhere', 'logo: ../some-app.svg'],
    ['a picture from the net', 'logo: https://app.example/logo.svg'],
    ['a picture too large', 'logo: large.svg'],
  ])('stop the start with %s', (_what, more) => {
    writeFileSync(join(folder, 'large.svg'), 'x'.repeat(40_000));
    writeFileSync(join(folder, 'some-app.html'), '<script>');
    expect(() => load(good(more))).toThrow(/^partners\/some-app\.yaml: logo /);
  });

  it.each([
    ['an unknown key', good('trusted: true')],
    ['an unknown scope', good().replace('scope: openid', 'scope: everything')],
    ['a name in one language', good().replace(`name: ${TEXT}`, 'name: { de: a }')],
    ['no redirect address', good().replace(/redirectUris: .*/, 'redirectUris: []')],
    ['the scope of the desk', good().replace('scope: openid', 'scope: staff')],
  ])('stop the start with %s', (_what, text) => {
    expect(() => load(text)).toThrow(/^partners\/some-app\.yaml: /);
  });
});
