import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type JSONSchemaType } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { ConfigError } from '../../../platform/config/index.ts';
import { STATE_ACCOUNT_LEVELS } from '../domain/levels.ts';
import type { LocalText } from '../domain/partner-app.ts';
import type { OidcSettings, SamlSettings, StateAccountSettings } from './provider-settings.ts';

type Raw = Partial<Omit<OidcSettings, 'protocol' | 'name'>> &
  Partial<Omit<SamlSettings, 'protocol' | 'name'>> & {
    readonly preset?: string;
    readonly protocol?: 'oidc' | 'saml';
    readonly name?: string | LocalText;
  };

const text = { type: 'string', minLength: 1, maxLength: 500 } as const;
const pem = { type: 'string', minLength: 100, maxLength: 20_000 } as const;
const texts = { type: 'array', items: text } as const;
const flag = { type: 'boolean' } as const;
const level = { enum: ['BASIC', 'SUBSTANTIAL', 'HIGH'] } as const;
const localText = {
  type: 'object',
  required: ['de', 'en', 'leicht'],
  properties: { de: text, en: text, leicht: text },
};
/** Asymmetric only: a secret shared with a provider signs nothing. */
const signature = { enum: ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'] } as const;

const COMMON = {
  preset: text,
  id: { type: 'string', pattern: '^[a-z0-9-]{1,40}$' },
  name: { anyOf: [text, localText] },
  issuer: text,
  holder: { enum: ['PERSON', 'ORGANISATION'] },
  tiers: { type: 'object', propertyNames: level, additionalProperties: localText },
  levels: { type: 'object', additionalProperties: level },
  allowInsecureIssuer: flag,
};
const OIDC = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'issuer', 'clientId'],
  properties: {
    ...COMMON,
    protocol: { const: 'oidc' },
    clientId: text,
    clientSecret: text,
    clientKey: { type: 'object' },
    scopes: texts,
    levelScopes: { type: 'object', propertyNames: level, additionalProperties: text },
    signatures: { type: 'array', minItems: 1, items: signature },
    subjectClaim: text,
    userinfo: flag,
  },
};
const SAML = {
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'issuer',
    'protocol',
    'entryPoint',
    'certificates',
    'entityId',
    'keys',
    'organisation',
    'onlineServiceId',
  ],
  properties: {
    ...COMMON,
    protocol: { const: 'saml' },
    entryPoint: text,
    binding: { enum: ['post', 'redirect'] },
    certificates: { type: 'array', minItems: 1, maxItems: 4, items: pem },
    entityId: text,
    keys: {
      type: 'array',
      minItems: 1,
      maxItems: 3,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'certificate'],
        properties: { key: pem, certificate: pem },
      },
    },
    organisation: { type: 'string', minLength: 1, maxLength: 50 },
    onlineServiceId: text,
    methods: { type: 'array', items: { enum: ['Authega', 'Benutzername', 'eID', 'eIDAS', 'Diia', 'Elster', 'FINK'] } },
    wantResponseSigned: flag,
  },
};

const NAME = 'STATE_ACCOUNT_PROVIDERS';
const ajv = new Ajv2020({ allowUnionTypes: true });
const isOidc = ajv.compile<Raw>(OIDC as unknown as JSONSchemaType<Raw>);
const isSaml = ajv.compile<Raw>(SAML as unknown as JSONSchemaType<Raw>);
const PRESETS = join(import.meta.dirname, '..', 'presets');

/** Checks the list of providers; `preset` names a file of `presets/` that an entry stands on. @throws ConfigError */
export function readProviders(list: unknown, production: boolean): readonly StateAccountSettings[] {
  if (!Array.isArray(list)) throw new ConfigError(NAME, 'must be a list');
  const settings = list.map((entry) => complete(onPreset(entry)));
  if (new Set(settings.map(({ id }) => id)).size < settings.length) throw new ConfigError(NAME, 'names an id twice');
  for (const each of settings) checkAddresses(each, production);
  return settings;
}

function onPreset(entry: unknown): Raw {
  const raw = (typeof entry === 'object' && entry !== null ? entry : {}) as Raw;
  if (raw.preset === undefined) return raw;
  if (!/^[a-z0-9-]{1,40}$/.test(raw.preset))
    throw new ConfigError(NAME, 'preset must be the name of a file in presets/');
  const file = join(PRESETS, `${raw.preset}.yaml`);
  try {
    return { id: raw.preset, ...(parse(readFileSync(file, 'utf8')) as Raw), ...raw };
  } catch {
    throw new ConfigError(NAME, `no preset is called ${raw.preset}`);
  }
}

function complete(raw: Raw): StateAccountSettings {
  const isRight = raw.protocol === 'saml' ? isSaml : isOidc;
  if (!isRight(raw)) {
    const [problem] = isRight.errors ?? [];
    throw new ConfigError(NAME, `does not have the right form at "${problem?.instancePath}": ${problem?.message}`);
  }
  const name = raw.name ?? String(raw.id);
  const common = {
    name: typeof name === 'string' ? { de: name, en: name, leicht: name } : name,
    holder: raw.holder ?? 'PERSON',
    tiers: raw.tiers ?? {},
    levels: raw.levels ?? STATE_ACCOUNT_LEVELS,
    allowInsecureIssuer: raw.allowInsecureIssuer ?? false,
  };
  const { preset: _, ...given } = raw;
  return (
    raw.protocol === 'saml' ? { ...SAML_DEFAULTS, ...given, ...common } : { ...OIDC_DEFAULTS, ...given, ...common }
  ) as OidcSettings | SamlSettings;
}

const OIDC_DEFAULTS = {
  protocol: 'oidc',
  scopes: ['openid'],
  levelScopes: {},
  signatures: ['ES256'],
  subjectClaim: 'sub',
  userinfo: false,
} as const;
const SAML_DEFAULTS = { binding: 'post', methods: [], wantResponseSigned: false } as const;

function checkAddresses(settings: StateAccountSettings, production: boolean): void {
  if (settings.allowInsecureIssuer && production)
    throw new ConfigError(NAME, 'allowInsecureIssuer is not for production');
  if (settings.protocol === 'saml') checkSaml(settings);
  else checkOidc(settings);
}

function checkOidc(settings: OidcSettings): void {
  checkUrl('issuer', settings.issuer, settings.allowInsecureIssuer);
  if (!settings.clientSecret && !settings.clientKey)
    throw new ConfigError(NAME, 'clientSecret or clientKey must be set');
}

/** The entity id is final: the pseudonyms of all citizens hang on its host. */
function checkSaml({ entryPoint, entityId, allowInsecureIssuer }: SamlSettings): void {
  checkUrl('entryPoint', entryPoint, allowInsecureIssuer);
  const url = URL.parse(entityId);
  if (url?.protocol !== 'https:' || url.port || url.href !== entityId)
    throw new ConfigError(NAME, 'entityId must be an https URL without port');
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function checkUrl(name: string, address: string, allowInsecure: boolean): void {
  const url = URL.parse(address);
  if (!url) throw new ConfigError(NAME, `${name} must be an absolute URL`);
  if (url.protocol === 'https:') return;
  if (!allowInsecure || url.protocol !== 'http:' || !LOOPBACK.has(url.hostname))
    throw new ConfigError(NAME, `${name} must be https, or http on this machine with allowInsecureIssuer`);
}
