import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { isFeedToken } from '../domain/feed-token.ts';
import { type FeedFile, type FeedParts, makeFeedFile } from './feed-file.ts';

/** `GET /calendar/<token>.ics`: what calendar programs subscribe to. Whatever is wrong with the link, the answer is one and the same. */
export const calendarRoutes = (parts: FeedParts) => (app: FastifyInstance) => {
  app.get<{ Params: { file: string } }>('/calendar/:file', async (request, reply) => {
    const [token = '', ending] = request.params.file.split('.ics');
    const file = ending === '' && isFeedToken(token) ? await makeFeedFile(token, parts) : null;
    // No cache on the way may go on answering after the link was revoked, nor any list of links show it.
    void reply.header('cache-control', 'private, no-cache').header('x-robots-tag', 'noindex');
    if (!file) throw new NotFoundError('There is nothing here.');
    return answer(file, request, reply);
  });
};

function answer(file: FeedFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.header('etag', file.etag).header('last-modified', file.lastModified.toUTCString());
  if (isKnown(file, request)) return reply.status(304).send();
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', 'inline; filename="abfallkalender.ics"')
    .send(file.body);
}

/** RFC 9110 section 13.2.2: with `If-None-Match` there, the date does not count. */
function isKnown({ etag, lastModified }: FeedFile, { headers }: FastifyRequest): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
  const since = Date.parse(headers['if-modified-since'] ?? '');
  // HTTP dates know no milliseconds.
  return since >= Math.floor(lastModified.getTime() / 1000) * 1000;
}
