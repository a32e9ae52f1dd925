import '../quiet-runtime.ts';
import { parseArgs } from 'node:util';
import { openDatabases } from '../../platform/database/cluster/index.ts';
import { Database, migrate } from '../../platform/database/index.ts';
import { HubError } from '../../platform/errors/index.ts';
import { makeLogger } from '../../platform/server/index.ts';
import type { SubgraphName } from '../../platform/visa/index.ts';
import { type HubConfig, readHubConfig } from '../config.ts';
import { IMPORTERS, type ImportKind, printReport } from '../imports/importers.ts';
import { loadSubgraph } from '../load-subgraph.ts';
import { loadSecret } from '../secret.ts';

/** `npm run import -- gtfs|waste PATH`: imports into the configured hub, running or not, and prints the report. */
const { positionals, values } = parseArgs({
  options: { feed: { type: 'string' }, ars: { type: 'string' } },
  allowPositionals: true,
});
const [kind, path] = positionals;

try {
  if (!kind || !path || !Object.hasOwn(IMPORTERS, kind)) throw new Error('Usage: npm run import -- gtfs|waste PATH');
  await runImport(kind as ImportKind, path, readHubConfig(process.env));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  if (error instanceof HubError)
    process.stderr.write(`${JSON.stringify({ code: error.code, ...error.details }, null, 2)}\n`);
  process.exitCode = 1;
}

async function runImport(what: ImportKind, from: string, config: HubConfig): Promise<void> {
  const { subgraph, run } = IMPORTERS[what];
  const logger = makeLogger({ level: 'silent' });
  const secret = loadSecret(config);
  const databases = await openDatabases({ ...config, subgraphs: [subgraph], secret, logger });
  const database = await openDatabase(subgraph, databases.bySubgraph[subgraph] as { ownerUrl: string; appUrl: string });
  try {
    process.stdout.write(`${printReport(await run({ database, logger }, from, values))}\n`);
  } finally {
    await database.close();
    // A server that ran before belongs to a running hub.
    if (databases.embedded && !databases.embedded.reused) await databases.stop();
  }
}

async function openDatabase(name: SubgraphName, urls: { ownerUrl: string; appUrl: string }): Promise<Database> {
  const definition = await loadSubgraph(name);
  await migrate(urls.ownerUrl, definition.entities, definition.migrations);
  return Database.open({ appUrl: urls.appUrl, entities: definition.entities, poolSize: 2 });
}
