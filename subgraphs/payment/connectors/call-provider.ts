import { type Agent, type Dispatcher, request } from 'undici';
import { ProviderError } from './provider-error.ts';

/** More than any answer of the standard needs. */
const MAX_BYTES = 256 * 1024;

export interface ProviderCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
}

/** One HTTP call with an end: connecting, waiting and reading together take `timeoutMs` at most. Redirects are not followed. */
export async function callProvider(dispatcher: Agent, call: ProviderCall): Promise<RawAnswer> {
  const { method, url, headers = {}, body, timeoutMs } = call;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await request(url, { dispatcher, method, headers: { ...headers }, body, signal });
    return { status: answer.statusCode, headers: answer.headers, text: await readText(answer.body) };
  } catch (cause) {
    if (cause instanceof ProviderError) throw cause;
    throw new ProviderError('SILENT', 'The payment service does not answer.', { cause });
  }
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new ProviderError('GARBLED', 'The answer of the payment service is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads JSON or throws `GARBLED`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProviderError('GARBLED', 'The answer of the payment service is not JSON.', { cause });
  }
}
