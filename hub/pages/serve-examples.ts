import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { START_PAGE } from './start-files.ts';

const EXAMPLES = join(START_PAGE, 'examples');

/** `/start/try/<name>`: opens GraphiQL with an example, so that the example stands in one file only. */
export function serveExamples(app: FastifyInstance): void {
  for (const file of globSync('*.graphql', { cwd: EXAMPLES })) {
    const query = readFileSync(join(EXAMPLES, file), 'utf8');
    const address = `/graphiql?${new URLSearchParams({ query })}`;
    app.get(`/start/try/${basename(file, '.graphql')}`, async (_request, reply) => reply.redirect(address, 303));
  }
}
