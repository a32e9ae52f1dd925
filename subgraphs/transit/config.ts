import { type Environment, readEnv } from '../../platform/config/index.ts';
import { SECOND } from '../../platform/time.ts';

export interface TransitConfig {
  readonly boardIntervalMs: number;
}

/** Settings of transit: `TRANSIT_BOARD_INTERVAL_MS`, how often a live board may change (default 30,000, at least 20). */
export function readTransitConfig(env: Environment): TransitConfig {
  const settings = readEnv(env);
  return { boardIntervalMs: settings.integer('TRANSIT_BOARD_INTERVAL_MS', { default: 30 * SECOND, min: 20 }) };
}
