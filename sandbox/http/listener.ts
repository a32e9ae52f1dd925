import type { IncomingMessage, ServerResponse } from 'node:http';
import { pickLanguage } from '../texts/texts.ts';
import type { Handler } from './handler.ts';
import { RefusedRequestError } from './incoming.ts';
import { sendJson, sendPage } from './outgoing.ts';
import { type ReportError, renderErrorPage } from './report-error.ts';

/** Sends each request to the handler with the longest fitting prefix, and turns whatever is thrown into a clean answer. */
export function makeListener(handlers: Readonly<Record<string, Handler>>, report: ReportError) {
  const routes = Object.entries(handlers).sort(([one], [other]) => other.length - one.length);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const [pathname = '/'] = (request.url ?? '/').split('?');
      const route = routes.find(([prefix]) => pathname === prefix || pathname.startsWith(`${prefix}/`));
      if (!route) throw new RefusedRequestError(404, 'There is nothing here.');
      await route[1](request, response, pathname.slice(route[0].length));
    } catch (error) {
      answerError(error, request, response, report);
    }
  };
}

function answerError(error: unknown, request: IncomingMessage, response: ServerResponse, report: ReportError): void {
  const refused = error instanceof RefusedRequestError ? error : undefined;
  const reference = report(error, refused !== undefined);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = refused?.status ?? 500;
  // What was not read of the body must not be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  if (request.headers.accept?.includes('text/html')) {
    sendPage(response, renderErrorPage(pickLanguage(request.headers['accept-language']), reference), status);
  } else {
    sendJson(response, { error: refused?.message ?? 'Something went wrong.', reference }, status);
  }
}
