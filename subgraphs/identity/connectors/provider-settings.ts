import { Ajv2020, type JSONSchemaType } from 'ajv/dist/2020.js';
import { ConfigError } from '../../../platform/config/index.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import { STATE_ACCOUNT_LEVELS } from '../domain/levels.ts';
import type { LocalText } from '../domain/partner-app.ts';

/** State account provider (Kontoanbieter: BundID, a state's service account), as an operator configures it. */
export interface StateAccountSettings {
  /** Short name in addresses and rows: `bundid`. */
  readonly id: string;
  readonly name: LocalText;
  readonly issuer: string;
  readonly clientId: string;
  /** For `client_secret_basic`. */
  readonly clientSecret?: string;
  /** Private ES256 key (JWK) for `private_key_jwt`; stronger, and taken when both are given. */
  readonly clientKey?: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  /** The provider's names of levels. Default: STORK and eIDAS names. */
  readonly levels: Readonly<Record<string, TrustLevelName>>;
  /** Claim with the stable id of the person. Default `sub`; brokers before BundID state it as `bPK2`. */
  readonly subjectClaim: string;
  /** Plain http, for a provider on this machine only. */
  readonly allowInsecureIssuer: boolean;
}

type Raw = Partial<StateAccountSettings> & Pick<StateAccountSettings, 'id' | 'issuer' | 'clientId'>;

const text = { type: 'string', minLength: 1, maxLength: 500 } as const;
const localText = {
  type: 'object',
  required: ['de', 'en', 'leicht'],
  properties: { de: text, en: text, leicht: text },
};
const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'issuer', 'clientId'],
    properties: {
      id: { type: 'string', pattern: '^[a-z0-9-]{1,40}$' },
      name: { anyOf: [text, localText] },
      issuer: text,
      clientId: text,
      clientSecret: text,
      clientKey: { type: 'object' },
      scopes: { type: 'array', items: text },
      levels: { type: 'object', additionalProperties: { enum: ['BASIC', 'SUBSTANTIAL', 'HIGH'] } },
      subjectClaim: text,
      allowInsecureIssuer: { type: 'boolean' },
    },
  },
};

const NAME = 'STATE_ACCOUNT_PROVIDERS';
const isProviderList = new Ajv2020({ allowUnionTypes: true }).compile<Raw[]>(
  SCHEMA as unknown as JSONSchemaType<Raw[]>,
);

/** Checks the list of providers. @throws ConfigError */
export function readProviders(list: unknown, production: boolean): readonly StateAccountSettings[] {
  if (!isProviderList(list)) throw new ConfigError(NAME, `does not have the right form${where()}`);
  const settings = list.map(complete);
  if (new Set(settings.map(({ id }) => id)).size < settings.length) throw new ConfigError(NAME, 'names an id twice');
  for (const each of settings) checkIssuer(each, production);
  return settings;
}

const where = (): string => ` at "${isProviderList.errors?.[0]?.instancePath ?? ''}"`;

function complete(raw: Raw): StateAccountSettings {
  const name = raw.name ?? raw.id;
  return {
    ...raw,
    name: typeof name === 'string' ? { de: name, en: name, leicht: name } : name,
    scopes: raw.scopes ?? ['openid'],
    levels: raw.levels ?? STATE_ACCOUNT_LEVELS,
    subjectClaim: raw.subjectClaim ?? 'sub',
    allowInsecureIssuer: raw.allowInsecureIssuer ?? false,
  };
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function checkIssuer(
  { issuer, allowInsecureIssuer, clientSecret, clientKey }: StateAccountSettings,
  production: boolean,
) {
  const url = URL.parse(issuer);
  if (!url) throw new ConfigError(NAME, 'issuer must be an absolute URL');
  if (!clientSecret && !clientKey) throw new ConfigError(NAME, 'clientSecret or clientKey must be set');
  if (allowInsecureIssuer && production) throw new ConfigError(NAME, 'allowInsecureIssuer is not for production');
  if (url.protocol === 'https:') return;
  if (!allowInsecureIssuer || url.protocol !== 'http:' || !LOOPBACK.has(url.hostname))
    throw new ConfigError(NAME, 'issuer must be https, or http on this machine with allowInsecureIssuer');
}
