import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/outgoing.ts';
import type { Fault } from './fault.ts';

/** Gives the wrong answer a fault asks for. A silent one keeps the connection open until the caller hangs up. */
export function answerBadly(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  // Whatever of the body was not read must not stay in the pipe: the connection may serve the next request.
  request.resume();
  switch (fault.kind) {
    case 'server-error':
      sendJson(response, { error: 'server_error' }, 500);
      return;
    case 'too-many-requests':
      sendJson(response, { error: 'slow_down' }, 429, { 'retry-after': String(fault.retryAfterSeconds ?? 1) });
      return;
    case 'broken-json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"paymentInformation": {"status": "INI');
      return;
    case 'reset':
      // A few bytes first: the caller sees an answer begin and then the connection reset under it.
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
      response.write('{"paymentInformation": ', () => response.socket?.resetAndDestroy());
      return;
    default:
      return;
  }
}
