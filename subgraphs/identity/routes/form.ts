import type { IncomingMessage } from 'node:http';
import { SignInRefusedError } from '../domain/errors.ts';

const MAX_BYTES = 8 * 1024;

/** The fields of a small form. @throws SignInRefusedError for anything else */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded(;|$)/.test(request.headers['content-type'] ?? ''))
    throw new SignInRefusedError('answer-invalid');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new SignInRefusedError('answer-invalid');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
