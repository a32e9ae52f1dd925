import { HubError } from '../errors/index.ts';

/** A missing or unsafe setting (Einstellung): names the variable and what it must be; the process does not start. Since 0.1. */
export class ConfigError extends HubError {
  readonly code = 'CONFIG_INVALID';
  override readonly status = 500;
  constructor(variable: string, rule: string) {
    super(`${variable}: ${rule}`, { details: { variable, rule } });
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface NumberRule {
  default: number;
  min?: number;
  max?: number;
}

/** Reads typed settings from an environment. Each reader throws `ConfigError` with the name of the variable. */
export function readEnv(env: Environment) {
  const text = (name: string, fallback?: string): string => {
    const value = env[name] || fallback;
    if (value === undefined) throw new ConfigError(name, 'must be set');
    return value;
  };
  return {
    text,
    optional: (name: string): string | undefined => env[name] || undefined,
    integer(name: string, { default: fallback, min = 0, max = Number.MAX_SAFE_INTEGER }: NumberRule): number {
      const value = Number(text(name, String(fallback)));
      if (!Number.isInteger(value) || value < min || value > max)
        throw new ConfigError(name, `must be a whole number from ${min} to ${max}`);
      return value;
    },
    flag(name: string, fallback: boolean): boolean {
      const value = text(name, fallback ? 'on' : 'off');
      if (value !== 'on' && value !== 'off') throw new ConfigError(name, 'must be on or off');
      return value === 'on';
    },
    url(name: string, fallback?: string): string {
      const value = text(name, fallback);
      if (!URL.canParse(value)) throw new ConfigError(name, 'must be an absolute URL');
      return value.replace(/\/+$/, '');
    },
  };
}
