import { type Environment, readEnv } from '../../platform/config/index.ts';

/** Settings of the waste subgraph. */
export interface WasteConfig {
  /** How many working calendar feeds one citizen may have. */
  readonly maxFeeds: number;
}

/** Reads and checks the settings: `WASTE_MAX_FEEDS`, default 20. */
export const readConfig = (env: Environment): WasteConfig => ({
  maxFeeds: readEnv(env).integer('WASTE_MAX_FEEDS', { default: 20, min: 1, max: 1_000 }),
});
