import { HubError } from '../platform/errors/index.ts';
import { readGatewayConfig } from './config.ts';
import { endOnSignals } from './end-on-signals.ts';
import { startGateway } from './start-gateway.ts';

/** The gateway on its own (split form): `node bin/run.mjs gateway/main.ts`. */
try {
  const config = readGatewayConfig(process.env);
  endOnSignals(await startGateway(config));
  process.stdout.write(`Stadttor's gateway is ready at ${config.publicUrl}\n`);
} catch (error) {
  const why = error instanceof HubError ? error.message : String((error as Error).stack);
  process.stderr.write(`The gateway did not start. ${why}\n`);
  process.exit(1);
}
