import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv2020, type JSONSchemaType } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { ConfigError, type Environment } from '../../../platform/config/index.ts';
import type { PartnerApp, PartnerApps, PartnerScope } from '../domain/partner-app.ts';
import { problemOf } from '../domain/partner-problem.ts';
import { SCOPES } from '../domain/scopes.ts';
import { readLogo } from './partner-logo.ts';

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
    assurance: { enum: ['BASIC', 'SUBSTANTIAL', 'HIGH'] },
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
 * `${PUBLIC_URL}` in an address stands for the hub's own, `${PARTNER_...}` for a variable of the environment; an address whose
 * variable is not set is left out.
 *
 * @throws ConfigError naming the file
 */
export function loadPartnerApps(folder: string, publicUrl: string, env: Environment = {}): PartnerApps {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const apps = files.map((name) => readPartnerApp(folder, name, { ...env, PUBLIC_URL: publicUrl }));
  return new Map(apps.map((app) => [app.clientId, app]));
}

/** What a file that says nothing about it gets: the ways that ask least of an app and are safe all the same. */
const DEFAULTS = {
  logo: null,
  postLogoutRedirectUris: [],
  keys: [],
  grants: [],
  assurance: 'BASIC',
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

function readPartnerApp(folder: string, name: string, env: Environment): PartnerApp {
  const clientId = basename(name, '.yaml');
  const file: unknown = parse(readFileSync(join(folder, name), 'utf8'));
  if (!isPartnerFile(file)) {
    const [problem] = isPartnerFile.errors ?? [];
    throw new ConfigError(`partners/${clientId}.yaml`, `${problem?.instancePath} ${problem?.message}`);
  }
  const here = (uri: string) => fill(uri, env);
  const app: PartnerApp = {
    ...DEFAULTS,
    ...file,
    clientId,
    logo: file.logo ? readLogo(folder, file.logo, clientId) : null,
    redirectUris: file.redirectUris.flatMap(here),
    postLogoutRedirectUris: (file.postLogoutRedirectUris ?? []).flatMap(here),
    webhookUri: here(file.webhookUri ?? '')[0] || null,
    backchannelLogoutUri: here(file.backchannelLogoutUri ?? '')[0] || null,
    scopes: file.scopes.map((scope) => ({ days: CONSENT_DAYS, ...scope })),
  };
  const problem = problemOf(app);
  if (problem) throw new ConfigError(`partners/${clientId}.yaml`, problem);
  return app;
}

const VARIABLE = /\$\{(PUBLIC_URL|PARTNER_\w+)\}/g;

/** The address with its variables put in; none when one of them is not set. */
function fill(uri: string, values: Environment): string[] {
  const isComplete = [...uri.matchAll(VARIABLE)].every(([, name]) => values[name ?? '']);
  return isComplete ? [uri.replace(VARIABLE, (_all, name: string) => values[name] ?? '')] : [];
}
