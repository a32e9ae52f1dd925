import { join } from 'node:path';
import { type Environment, readEnv } from '../../platform/config/index.ts';

/** Settings of the account subgraph. */
export interface AccountConfig {
  /** Folder with the words of the messages, one YAML file per template: a town may bring its own. */
  readonly textsFolder: string;
}

/** Reads and checks the settings: `ACCOUNT_TEXTS`, default the texts that come with the hub. */
export const readConfig = (env: Environment): AccountConfig => ({
  textsFolder: readEnv(env).text('ACCOUNT_TEXTS', join(import.meta.dirname, 'texts')),
});
