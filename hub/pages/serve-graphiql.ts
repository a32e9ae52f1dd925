import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { START_PAGE } from './start-files.ts';

/** GraphiQL comes as one self-contained page with inline code and web workers made from it; it loads nothing from elsewhere. */
const TOOL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob: data:; connect-src 'self' data:; img-src 'self' data: blob:; font-src data:; base-uri 'none'; frame-ancestors 'none'";

/** `/graphiql`: a page to ask the graph by hand. */
export function serveGraphiQL(app: FastifyInstance): void {
  let page: Promise<Buffer> | undefined;
  app.get('/graphiql', async (_request, reply) => {
    page ??= renderPage();
    return reply
      .type('text/html; charset=utf-8')
      .headers({
        'content-security-policy': TOOL_POLICY,
        'content-encoding': 'gzip',
        'cache-control': 'private, max-age=3600',
      })
      .send(await page);
  });
}

/** 9 MB of text: rendered at the first visit, kept packed. */
async function renderPage(): Promise<Buffer> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Stadttor: GraphiQL',
    endpoint: '/graphql',
    credentials: 'same-origin',
    subscriptionsProtocol: 'WS',
    defaultQuery: readFileSync(join(START_PAGE, 'first-query.graphql'), 'utf8'),
  });
  return gzipSync(html);
}
