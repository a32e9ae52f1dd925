import { type Environment, readEnv } from '../../platform/config/index.ts';
import { SECOND } from '../../platform/time.ts';

export interface TelemetrySettings {
  /** Operations that take longer are logged by name. */
  readonly slowMs: number;
  /** Whether a caller's `traceparent` decides about sampling; else its trace is only linked. */
  readonly trustTraceparent: boolean;
}

export const TELEMETRY: TelemetrySettings = Object.freeze({ slowMs: 1 * SECOND, trustTraceparent: false });

/** @throws ConfigError naming the variable that is wrong */
export function readTelemetry(env: Environment): TelemetrySettings {
  const read = readEnv(env);
  return {
    slowMs: read.integer('SLOW_OPERATION_MS', { default: TELEMETRY.slowMs }),
    trustTraceparent: read.flag('TRUST_TRACEPARENT', TELEMETRY.trustTraceparent),
  };
}
