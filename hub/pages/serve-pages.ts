import type { FastifyInstance } from 'fastify';
import type { HubConfig } from '../config.ts';
import { serveExamples } from './serve-examples.ts';
import { serveGraphiQL } from './serve-graphiql.ts';
import { type Shown, startFiles } from './start-files.ts';

/** Everything from this origin, nothing inline: the start page needs no more. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The start page, and outside production GraphiQL with the examples, served from this machine alone. */
export async function servePages(
  app: FastifyInstance,
  { production, sandbox }: Pick<HubConfig, 'production' | 'sandbox'>,
): Promise<void> {
  const shown: Shown = { demo: sandbox, real: !sandbox, tools: !production };
  for (const [path, { type, content }] of startFiles(shown))
    app.get(path, async (_request, reply) =>
      reply.type(type).header('content-security-policy', PAGE_POLICY).header('cache-control', 'no-cache').send(content),
    );
  if (production) return;
  serveGraphiQL(app);
  serveExamples(app);
}
