/** Hive Gateway: `node hive.mjs SUPERGRAPH PORT [--rust] [--shared]`; equal calls in flight are shared only with `--shared`. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const [supergraph, port, ...flags] = process.argv.slice(2);
const runtime = createGatewayRuntime({
  supergraph: readFileSync(supergraph, 'utf8'),
  logging: false,
  landingPage: false,
  graphiql: false,
  ...(flags.includes('--rust') && { unifiedGraphHandler }),
  ...(!flags.includes('--shared') && {
    inboundInflightRequestDeduplication: false,
    transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  }),
});
createServer(runtime).listen(Number(port), '127.0.0.1');
