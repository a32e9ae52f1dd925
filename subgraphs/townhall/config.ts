import { join } from 'node:path';
import { type Environment, readEnv } from '../../platform/config/index.ts';

/** Settings of the town hall. */
export interface TownhallConfig {
  /** Folder of the service catalogue: `CATALOGUE_FOLDER`, by default the committed one. */
  readonly catalogueFolder: string;
}

/** The catalogue that comes with the hub. */
const CATALOGUE = join(import.meta.dirname, '..', '..', 'catalogue');

export const readConfig = (env: Environment): TownhallConfig => ({
  catalogueFolder: readEnv(env).text('CATALOGUE_FOLDER', CATALOGUE),
});
