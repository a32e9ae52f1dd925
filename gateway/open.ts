import { HubError } from '../platform/errors/index.ts';
import { makeLogger } from '../platform/server/index.ts';
import { endOnSignals } from './end-on-signals.ts';
import { makeOpenGateway } from './open-gateway.ts';
import { readOpenOptions } from './open-options.ts';
import { readFirst } from './supergraph/read-first.ts';
import { supergraphSource } from './supergraph/source.ts';

const WARNING = `
  ! OPEN MODE: nobody signs in here, and no right in the schema is enforced.
  ! Everybody who reaches this port reads and changes whatever the subgraphs let them.
  ! Never run it on people's data.

`;

/** `npm run -s gateway -- --supergraph FILE --port N --open`: any supergraph, no sign-in. It follows the file. */
try {
  const { supergraph, port, host, coalesce } = readOpenOptions(process.argv.slice(2), process.env);
  process.stderr.write(WARNING);
  // Standard output is for the ready line alone.
  const logger = makeLogger({ level: process.env.LOG_LEVEL ?? 'warn', name: 'gateway', destination: 2 });
  const source = supergraphSource(supergraph);
  const gateway = await makeOpenGateway({
    supergraphSdl: await readFirst(source, { logger }),
    source,
    coalesce,
    publicUrl: `http://${host}:${port}`,
    logger,
  });
  const address = await gateway.listen(port, host);
  endOnSignals(gateway);
  process.stdout.write(`Stadttor's open gateway is ready at ${address}/graphql\n`);
} catch (error) {
  const why = error instanceof HubError ? error.message : String(error);
  process.stderr.write(`The gateway did not start. ${why}\n`);
  process.exit(1);
}
