import { join } from 'node:path';
import { ConfigError, type Environment, readEnv } from '../../platform/config/index.ts';
import { SECOND } from '../../platform/time.ts';
import { readProviders, type StateAccountSettings } from './connectors/provider-settings.ts';

/** Identity's settings (Einstellungen), read once at the start. */
export interface IdentityConfig {
  readonly providers: readonly StateAccountSettings[];
  /** With one provider the sign-in page adds nothing: go straight on to it. */
  readonly straightOn: boolean;
  /** Folder of the partner apps' files. */
  readonly partnersFolder: string;
  readonly providerTimeoutMs: number;
}

const DEFAULT_PARTNERS = join(import.meta.dirname, '..', '..', 'partners');

/**
 * Reads `STATE_ACCOUNT_PROVIDERS` (JSON list), `SIGN_IN_STRAIGHT_ON` (on or off), `PARTNERS` (folder) and
 * `STATE_ACCOUNT_TIMEOUT_MS`.
 *
 * @throws ConfigError with the name of the variable
 */
export function readConfig(environment: Environment): IdentityConfig {
  const env = readEnv(environment);
  const production = environment.NODE_ENV === 'production';
  return {
    providers: readProviders(parseList(env.text('STATE_ACCOUNT_PROVIDERS', '[]')), production),
    straightOn: env.flag('SIGN_IN_STRAIGHT_ON', true),
    partnersFolder: env.text('PARTNERS', DEFAULT_PARTNERS),
    providerTimeoutMs: env.integer('STATE_ACCOUNT_TIMEOUT_MS', { default: 10 * SECOND, min: 100, max: 30 * SECOND }),
  };
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError('STATE_ACCOUNT_PROVIDERS', 'must be a JSON list');
  }
}
