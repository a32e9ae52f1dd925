import { type Environment, readEnv } from '../../platform/config/index.ts';

/** Rates (Anfrageraten): operations per second, kept up for long. 0 is no limit. */
export interface RateSettings {
  readonly perCitizen: number;
  /** Clerks, and the specialist systems that work in their name. */
  readonly perStaff: number;
  /** Each partner app over all its users, unless its file says otherwise. */
  readonly perClient: number;
  /** Who is not signed in, by address. A school or a town hall is one address, too. */
  readonly perAddress: number;
  /** Gateways that share the load: each allows its part. */
  readonly replicas: number;
}

/** Far above what people do, far below what a machine can. */
export const RATES: RateSettings = Object.freeze({
  perCitizen: 100,
  perStaff: 1_000,
  perClient: 1_000,
  perAddress: 200,
  replicas: 1,
});

/**
 * Reads and checks the settings.
 *
 * @throws ConfigError naming the variable that is wrong
 */
export function readRates(env: Environment): RateSettings {
  const read = readEnv(env);
  const rate = (name: string, fallback: number) => read.integer(name, { default: fallback, max: 1_000_000 });
  return {
    perCitizen: rate('RATE_PER_CITIZEN', RATES.perCitizen),
    perStaff: rate('RATE_PER_STAFF', RATES.perStaff),
    perClient: rate('RATE_PER_CLIENT', RATES.perClient),
    perAddress: rate('RATE_PER_ADDRESS', RATES.perAddress),
    replicas: read.integer('REPLICAS', { default: RATES.replicas, min: 1, max: 1_000 }),
  };
}
