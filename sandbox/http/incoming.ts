import type { IncomingMessage } from 'node:http';

/** Forms and payment requests are small; 99 items with full texts stay below this. */
const MAX_BODY_BYTES = 256 * 1024;

/** A request the sandbox does not take (abgelehnte Anfrage), with the HTTP status that says so. */
export class RefusedRequestError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Reads a body as text; 413 above 256 KB. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new RefusedRequestError(413, 'The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a posted form; 415 for any other content type. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  checkContentType(request, 'application/x-www-form-urlencoded');
  return new URLSearchParams(await readText(request));
}

/** Reads a JSON body; 415 for any other content type, 400 when it is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  checkContentType(request, 'application/json');
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedRequestError(400, 'The body is not JSON.');
  }
}

function checkContentType(request: IncomingMessage, expected: string): void {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== expected) throw new RefusedRequestError(415, `Send ${expected}.`);
}
