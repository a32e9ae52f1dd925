import '../quiet-runtime.ts';
import { parseArgs } from 'node:util';
import { openDatabases } from '../../platform/database/cluster/index.ts';
import { Database, migrate } from '../../platform/database/index.ts';
import { makeLogger } from '../../platform/server/index.ts';
import { replaceSigningKey, rotateSigningKey } from '../../subgraphs/identity/provider/signing-keys.ts';
import { readHubConfig } from '../config.ts';
import { loadSubgraph } from '../load-subgraph.ts';
import { loadSecret } from '../secret.ts';

/**
 * `node bin/run.mjs hub/commands/rotate-keys.ts [--compromised]`: a new key for signing tokens, in a running hub or before its start.
 * Without the flag nothing valid is refused; with it the old key counts no more and everybody signs in anew.
 */
const { values } = parseArgs({ options: { compromised: { type: 'boolean', default: false } } });
const config = readHubConfig(process.env);
const secret = loadSecret(config);
const databases = await openDatabases({
  ...config,
  subgraphs: ['identity'],
  secret,
  logger: makeLogger({ level: 'silent' }),
});
const { ownerUrl, appUrl } = databases.bySubgraph.identity as { ownerUrl: string; appUrl: string };
const { entities, migrations } = await loadSubgraph('identity');
await migrate(ownerUrl, entities, migrations);
const database = await Database.open({ appUrl, entities, poolSize: 2 });
try {
  await (values.compromised ? replaceSigningKey : rotateSigningKey)(database, secret);
  process.stdout.write(
    values.compromised ? 'The old key counts no more.\n' : 'The new key is published and signs in an hour.\n',
  );
} finally {
  await database.close();
  if (databases.embedded && !databases.embedded.reused) await databases.stop();
}
