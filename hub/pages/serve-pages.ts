import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HubConfig } from '../config.ts';

const PORTAL = join(import.meta.dirname, '..', '..', 'portal', 'start');
const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** Everything from this origin, nothing inline: the start page needs no more. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** GraphiQL comes as one self-contained page with inline code and web workers made from it; it loads nothing from elsewhere. */
const TOOL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob: data:; connect-src 'self' data:; img-src 'self' data: blob:; font-src data:; base-uri 'none'; frame-ancestors 'none'";

/** The start page, and outside production GraphiQL, served from this machine alone. */
export async function servePages(app: FastifyInstance, { production }: HubConfig): Promise<void> {
  for (const [path, file] of [
    ['/', 'index.html'],
    ['/start/start.css', 'start.css'],
    ['/start/start.js', 'start.js'],
  ] as const) {
    const content = readFileSync(join(PORTAL, file));
    const type = TYPES[file.split('.').at(-1) as keyof typeof TYPES];
    app.get(path, async (_request, reply) =>
      reply.type(type).header('content-security-policy', PAGE_POLICY).header('cache-control', 'no-cache').send(content),
    );
  }
  if (!production) serveGraphiQL(app);
}

function serveGraphiQL(app: FastifyInstance): void {
  let page: Promise<Buffer> | undefined;
  app.get('/graphiql', async (_request, reply: FastifyReply) => {
    page ??= renderPage();
    return reply
      .type(TYPES.html)
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
    defaultQuery: readFileSync(join(PORTAL, 'first-query.graphql'), 'utf8'),
  });
  return gzipSync(html);
}
