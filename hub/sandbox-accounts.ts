import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SamlRegistration, SignInRegistration } from '../sandbox/clients.ts';
import { type KeyAndCertificate, makeCertificate } from '../sandbox/saml/make-certificate.ts';
import type { HubConfig } from './config.ts';
import { DEMO_TOWN } from './seed/town.ts';

/** The account with which the demo's persons are known from the start. */
export const STATE_ACCOUNT = 'servicekonto';
const BUND_ID = 'bundid';
const COMPANY_ACCOUNT = 'unternehmenskonto';
/** Host from which the state account derives its pseudonyms; the same whatever the hub's port. */
export const ENTITY_HOST = 'stadttor.localhost';
const ENTITY_ID = `https://${ENTITY_HOST}/saml`;

/** Account providers of the demo: what the hub is told about them, and they about the hub. */
export interface SandboxAccounts {
  readonly providers: readonly object[];
  readonly signIn: SignInRegistration;
  readonly saml: SamlRegistration;
  readonly samlKey: KeyAndCertificate;
}

export function accountsOfSandbox(
  { publicUrl, dataFolder }: HubConfig,
  { url, clientId, clientSecret }: { url: string; clientId: string; clientSecret: string },
): SandboxAccounts {
  const callback = (provider: string) => `${publicUrl}/link/callback/${provider}`;
  const { hub, account } = loadSamlKeys(dataFolder);
  const openId = { issuer: `${url}/idp`, clientId, clientSecret, allowInsecureIssuer: true };
  return {
    providers: [
      { ...openId, preset: 'servicekonto-sachsen-anhalt', id: STATE_ACCOUNT, name: testName('Servicekonto') },
      { ...bundId(`${url}/saml`, { hub, account }), id: BUND_ID, name: testName('BundID') },
      { ...openId, preset: 'unternehmenskonto', id: COMPANY_ACCOUNT, name: testName('Unternehmenskonto') },
    ],
    signIn: { redirectUris: [callback(STATE_ACCOUNT), callback(COMPANY_ACCOUNT)], entityHost: ENTITY_HOST },
    saml: {
      entityId: ENTITY_ID,
      callbackUrls: [callback(BUND_ID)],
      certificates: [hub.certificate],
      encryptionCertificate: hub.certificate,
    },
    samlKey: account,
  };
}

/** BundID as it really speaks, at the stand-in. */
const bundId = (issuer: string, { hub, account }: SamlKeyFile) => ({
  preset: 'bundid',
  issuer,
  entryPoint: `${issuer}/sso`,
  certificates: [account.certificate],
  entityId: ENTITY_ID,
  keys: [hub],
  organisation: DEMO_TOWN.name,
  onlineServiceId: 'BMI-4711',
  allowInsecureIssuer: true,
});

const testName = (name: string) => ({
  de: `${name} (Testsystem)`,
  en: `${name} (test system)`,
  leicht: `${name} (zum Testen)`,
});

interface SamlKeyFile {
  readonly hub: KeyAndCertificate;
  readonly account: KeyAndCertificate;
}

/** Each side must know the other's certificate before both start: made at the first start and kept. */
function loadSamlKeys(folder: string): SamlKeyFile {
  const file = join(folder, 'sandbox-saml.json');
  if (!existsSync(file)) {
    const made = { hub: makeCertificate('Stadttor'), account: makeCertificate('Stand-in') };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as SamlKeyFile;
}
