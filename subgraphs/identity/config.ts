import { join } from 'node:path';
import { ConfigError, type Environment, readEnv } from '../../platform/config/index.ts';
import { SECOND } from '../../platform/time.ts';
import type { StateAccountSettings } from './connectors/provider-settings.ts';
import { readProviders } from './connectors/read-providers.ts';
import type { MailSettings } from './modules/sign-in/connectors/mailer.ts';

/** Identity's settings (Einstellungen), read once at the start. */
export interface IdentityConfig {
  readonly providers: readonly StateAccountSettings[];
  /** The hub's own sign-in methods that are offered beside state accounts. */
  readonly methods: readonly OwnMethod[];
  /** Mail server for codes; undefined: none, so no codes by e-mail. */
  readonly mail: MailSettings | undefined;
  /** PEM file with roots of authenticator makers whose attestation makes a device-bound passkey SUBSTANTIAL. */
  readonly attestationRoots: string | undefined;
  /** Tries to sign in that one network address has in ten minutes. */
  readonly triesPerAddress: number;
  /** Header in which the reverse proxy says roughly where a browser is; undefined: nobody knows. */
  readonly placeHeader: string | undefined;
  /** Folder of the partner apps' files. */
  readonly partnersFolder: string;
  readonly providerTimeoutMs: number;
}

const DEFAULT_PARTNERS = join(import.meta.dirname, '..', '..', 'partners');

/**
 * Reads `STATE_ACCOUNT_PROVIDERS` (JSON list), `SIGN_IN_METHODS` (list, or none), `PARTNERS` (folder),
 * `STATE_ACCOUNT_TIMEOUT_MS`, `SMTP_URL`, `MAIL_FROM`, `PASSKEY_ATTESTATION_ROOTS` (PEM file), `SIGN_IN_TRIES_PER_ADDRESS` and
 * `SIGN_IN_PLACE_HEADER`.
 *
 * @throws ConfigError with the name of the variable
 */
export function readConfig(environment: Environment): IdentityConfig {
  const env = readEnv(environment);
  const production = environment.NODE_ENV === 'production';
  return {
    providers: readProviders(parseList(env.text('STATE_ACCOUNT_PROVIDERS', '[]')), production),
    methods: readMethods(env.text('SIGN_IN_METHODS', OWN_METHODS.join(','))),
    mail: readMail(env, production),
    attestationRoots: env.optional('PASSKEY_ATTESTATION_ROOTS'),
    triesPerAddress: env.integer('SIGN_IN_TRIES_PER_ADDRESS', { default: 60, min: 1 }),
    placeHeader: env.optional('SIGN_IN_PLACE_HEADER')?.toLowerCase(),
    partnersFolder: env.text('PARTNERS', DEFAULT_PARTNERS),
    providerTimeoutMs: env.integer('STATE_ACCOUNT_TIMEOUT_MS', { default: 10 * SECOND, min: 100, max: 30 * SECOND }),
  };
}

const OWN_METHODS = ['passkey', 'email'] as const;
export type OwnMethod = (typeof OWN_METHODS)[number];

function readMethods(text: string): readonly OwnMethod[] {
  const names = text === 'none' ? [] : text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !OWN_METHODS.includes(name as OwnMethod));
  if (unknown !== undefined)
    throw new ConfigError('SIGN_IN_METHODS', `must list ${OWN_METHODS.join(', ')}, or be none`);
  return names as OwnMethod[];
}

function readMail(env: ReturnType<typeof readEnv>, production: boolean): MailSettings | undefined {
  const url = env.optional('SMTP_URL');
  if (!url) return undefined;
  if (!/^smtps?:\/\/[^/]/.test(url)) throw new ConfigError('SMTP_URL', 'must begin with smtp:// or smtps://');
  return { url, from: env.text('MAIL_FROM'), allowPlain: !production };
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError('STATE_ACCOUNT_PROVIDERS', 'must be a JSON list');
  }
}
