import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { START_PAGE } from './start-files.ts';

const EXAMPLES = join(START_PAGE, 'examples');

/** `/start/try/<name>`: opens GraphiQL with an example and its variables, so that the example stands in one file only. */
export function serveExamples(app: FastifyInstance): void {
  for (const file of globSync('*.graphql', { cwd: EXAMPLES })) {
    const name = basename(file, '.graphql');
    const address = `/graphiql?${new URLSearchParams(readExample(name))}`;
    app.get(`/start/try/${name}`, async (_request, reply) => reply.redirect(address, 303));
  }
}

function readExample(name: string): Record<string, string> {
  const query = readFileSync(join(EXAMPLES, `${name}.graphql`), 'utf8');
  const variables = join(EXAMPLES, `${name}.json`);
  return existsSync(variables) ? { query, variables: readFileSync(variables, 'utf8') } : { query };
}
