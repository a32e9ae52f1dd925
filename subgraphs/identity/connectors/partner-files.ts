import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020, type JSONSchemaType } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { ConfigError } from '../../../platform/config/index.ts';
import type { PartnerApp, PartnerApps } from '../domain/partner-app.ts';
import { SCOPES } from '../domain/scopes.ts';

interface PartnerFile extends Omit<PartnerApp, 'clientId' | 'logo' | 'native' | 'postLogoutRedirectUris'> {
  readonly logo?: string;
  readonly native?: boolean;
  readonly postLogoutRedirectUris?: readonly string[];
}

const text = { type: 'string', minLength: 1, maxLength: 500 } as const;
const localText = {
  type: 'object',
  additionalProperties: false,
  required: ['de', 'en', 'leicht'],
  properties: { de: text, en: text, leicht: text },
};
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'kind', 'provider', 'contact', 'redirectUris', 'authentication', 'scopes'],
  properties: {
    name: localText,
    kind: { enum: ['own', 'app', 'portal', 'system'] },
    provider: text,
    contact: text,
    logo: text,
    redirectUris: { type: 'array', minItems: 1, items: text },
    postLogoutRedirectUris: { type: 'array', items: text },
    authentication: { enum: ['client_secret_basic', 'none'] },
    native: { type: 'boolean' },
    scopes: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['scope', 'purpose'],
        properties: { scope: { enum: SCOPES }, purpose: localText },
      },
    },
  },
};

const isPartnerFile = new Ajv2020({ allErrors: true }).compile<PartnerFile>(
  SCHEMA as unknown as JSONSchemaType<PartnerFile>,
);

/**
 * Reads the partner apps (Partneranwendungen) of a folder, one YAML file each, named after its client id.
 * `${PUBLIC_URL}` in a redirect URI stands for the hub's own address.
 *
 * @throws ConfigError naming the file
 */
export function loadPartnerApps(folder: string, publicUrl: string): PartnerApps {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const apps = files.map((name) => readPartnerApp(join(folder, name), publicUrl));
  return new Map(apps.map((app) => [app.clientId, app]));
}

function readPartnerApp(path: string, publicUrl: string): PartnerApp {
  const clientId = basename(path, '.yaml');
  const file: unknown = parse(readFileSync(path, 'utf8'));
  if (!isPartnerFile(file)) {
    const [problem] = isPartnerFile.errors ?? [];
    throw new ConfigError(`partners/${clientId}.yaml`, `${problem?.instancePath} ${problem?.message}`);
  }
  const here = (uri: string) => uri.replace(/\$\{PUBLIC_URL\}/g, publicUrl);
  const app = {
    ...file,
    clientId,
    logo: file.logo ?? null,
    native: file.native ?? false,
    redirectUris: file.redirectUris.map(here),
    postLogoutRedirectUris: (file.postLogoutRedirectUris ?? []).map(here),
  };
  checkStaff(app);
  return app;
}

/** The desk works through the town's own portal only: nobody else's app may carry a clerk's rights. */
function checkStaff({ clientId, scopes }: PartnerApp): void {
  if (clientId !== 'portal' && scopes.some(({ scope }) => scope === 'staff'))
    throw new ConfigError(`partners/${clientId}.yaml`, 'only the portal may ask for the scope staff');
}
