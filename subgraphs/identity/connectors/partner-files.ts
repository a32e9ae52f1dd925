import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020, type JSONSchemaType } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { ConfigError } from '../../../platform/config/index.ts';
import type { PartnerApp, PartnerApps, PartnerScope } from '../domain/partner-app.ts';
import { problemOf } from '../domain/partner-problem.ts';
import { SCOPES } from '../domain/scopes.ts';

/** As it stands in the file: what has a default may be missing. */
type PartnerFile = Omit<Partial<PartnerApp>, 'scopes' | 'logo'> &
  Pick<PartnerApp, 'name' | 'kind' | 'provider' | 'contact' | 'redirectUris' | 'authentication'> & {
    readonly logo?: string;
    readonly scopes: readonly (Omit<PartnerScope, 'days'> & { readonly days?: number })[];
  };

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
    authentication: { enum: ['client_secret_basic', 'private_key_jwt', 'none'] },
    keys: { type: 'array', minItems: 1, items: { type: 'object', required: ['kty'] } },
    grants: { type: 'array', uniqueItems: true, items: { enum: ['client_credentials', 'token_exchange'] } },
    dpop: { enum: ['offered', 'required', 'nonce'] },
    par: { enum: ['offered', 'required'] },
    refresh: { enum: ['rotate', 'bound'] },
    native: { type: 'boolean' },
    origins: { type: 'array', items: text },
    backchannelLogoutUri: text,
    webhookUri: text,
    offices: { type: 'array', items: { type: 'integer', minimum: 0 } },
    graphRate: { type: 'integer', minimum: 1, maximum: 10_000_000 },
    scopes: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['scope', 'purpose'],
        properties: {
          scope: { enum: SCOPES },
          purpose: localText,
          days: { type: 'integer', minimum: 1, maximum: 3650 },
        },
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

/** What a file that says nothing about it gets: the ways that ask least of an app and are safe all the same. */
const DEFAULTS = {
  logo: null,
  postLogoutRedirectUris: [],
  keys: [],
  grants: [],
  dpop: 'offered',
  par: 'offered',
  refresh: 'rotate',
  native: false,
  origins: [],
  backchannelLogoutUri: null,
  webhookUri: null,
  offices: [],
} as const;
const CONSENT_DAYS = 365;

function readPartnerApp(path: string, publicUrl: string): PartnerApp {
  const clientId = basename(path, '.yaml');
  const file: unknown = parse(readFileSync(path, 'utf8'));
  if (!isPartnerFile(file)) {
    const [problem] = isPartnerFile.errors ?? [];
    throw new ConfigError(`partners/${clientId}.yaml`, `${problem?.instancePath} ${problem?.message}`);
  }
  const here = (uri: string) => uri.replace(/\$\{PUBLIC_URL\}/g, publicUrl);
  const app: PartnerApp = {
    ...DEFAULTS,
    ...file,
    clientId,
    redirectUris: file.redirectUris.map(here),
    postLogoutRedirectUris: (file.postLogoutRedirectUris ?? []).map(here),
    scopes: file.scopes.map((scope) => ({ days: CONSENT_DAYS, ...scope })),
  };
  const problem = problemOf(app);
  if (problem) throw new ConfigError(`partners/${clientId}.yaml`, problem);
  return app;
}
