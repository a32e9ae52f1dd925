import type { IncomingMessage } from 'node:http';
import { SignInRefusedError } from '../domain/errors.ts';
import type { RouteParts, Visit } from './parts.ts';

/** An attestation carries certificates. */
const MAX_BYTES = 24 * 1024;

/** The fields of a form, small unless more is expected. @throws SignInRefusedError for anything else */
export async function readForm(request: IncomingMessage, maxBytes = MAX_BYTES): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded(;|$)/.test(request.headers['content-type'] ?? ''))
    throw new SignInRefusedError('answer-invalid');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new SignInRefusedError('answer-too-large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/** SameSite cookies hold most forged forms back; the browser's own word holds the rest. */
export function checkOrigin({ services }: RouteParts, { request }: Visit): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== new URL(services.publicUrl).origin) throw new SignInRefusedError('cross-site');
}

/** The fields of a form of our own page. @throws SignInRefusedError */
export function takeForm(parts: RouteParts, visit: Visit): Promise<URLSearchParams> {
  checkOrigin(parts, visit);
  return readForm(visit.request);
}
