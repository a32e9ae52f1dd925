import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorBody } from './error-body.ts';

type Answer = readonly [status: number, code: string, message: string];

const UNREADABLE: Answer = [400, 'BAD_REQUEST', 'This request cannot be read.'];
const ANSWERS: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: [431, 'PAYLOAD_TOO_LARGE', 'This request is too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'BAD_REQUEST', 'This request did not come to its end.'],
};

/** What cannot be read as HTTP is answered in the same form as everything else, and its connection closed. */
export function answerClientError({ code = '' }: { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, ourCode, message] = ANSWERS[code] ?? UNREADABLE;
  const body = JSON.stringify(errorBody(ourCode, message));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
