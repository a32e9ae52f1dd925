import { readFileSync } from 'node:fs';
import { HubError } from '../platform/errors/index.ts';
import { makeLogger } from '../platform/server/index.ts';
import { endOnSignals } from './end-on-signals.ts';
import { makeOpenGateway } from './open-gateway.ts';
import { readOpenOptions } from './open-options.ts';

const WARNING = `
  ! OPEN MODE: nobody signs in here, and no right in the schema is enforced.
  ! Everybody who reaches this port reads and changes whatever the subgraphs let them.
  ! Never run it on people's data.

`;

/** `npm run -s gateway -- --supergraph FILE --port N --open`: any supergraph, no sign-in. */
try {
  const { supergraph, port, host } = readOpenOptions(process.argv.slice(2), process.env);
  process.stderr.write(WARNING);
  const gateway = await makeOpenGateway({
    supergraphSdl: readFileSync(supergraph, 'utf8'),
    publicUrl: `http://${host}:${port}`,
    // Standard output is for the ready line alone.
    logger: makeLogger({ level: process.env.LOG_LEVEL ?? 'warn', name: 'gateway', destination: 2 }),
  });
  const address = await gateway.listen(port, host);
  endOnSignals(gateway);
  process.stdout.write(`Stadttor's open gateway is ready at ${address}/graphql\n`);
} catch (error) {
  const why = error instanceof HubError ? error.message : String(error);
  process.stderr.write(`The gateway did not start. ${why}\n`);
  process.exit(1);
}
