import '../quiet-runtime.ts';
import { clientKey, clientSecret, webhookSecret } from '../../platform/clients/index.ts';
import { readHubConfig } from '../config.ts';
import { loadSecret } from '../secret.ts';

/**
 * `node bin/run.mjs hub/commands/client.ts waste-app`: prints what a partner needs to show who it is, derived from the hub's secret.
 * Hand it over on a safe way; it changes when the hub's secret does.
 */
const [clientId] = process.argv.slice(2);
if (!clientId) {
  process.stderr.write('Whose credentials? Name a file of partners/: hub/commands/client.ts waste-app\n');
  process.exitCode = 1;
} else {
  const secret = loadSecret(readHubConfig(process.env));
  const credentials = {
    client_id: clientId,
    client_secret: clientSecret(secret, clientId),
    private_key_jwk: clientKey(secret, clientId),
    webhook_secret: webhookSecret(secret, clientId),
  };
  process.stdout.write(`${JSON.stringify(credentials, null, 2)}\n`);
}
