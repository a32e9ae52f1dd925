import { type Dispatcher, Pool } from 'undici';
import { UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import type { HttpTransportOptions } from './http-options.ts';
import type { SubgraphRequest, SubgraphResponse } from './transport.ts';

/** Queries and mutations to one subgraph over kept connections. A call is never repeated: it may have been a mutation. */
export class HttpCalls {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #options: HttpTransportOptions;

  constructor(options: HttpTransportOptions) {
    const { origin, pathname, search } = new URL(options.url);
    this.#pool = new Pool(origin, { connections: options.connections ?? 64, keepAliveTimeout: 30 * SECOND });
    this.#path = `${pathname}${search}`;
    this.#options = options;
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.#options.timeoutMs ?? 10 * SECOND);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline.signal]) : deadline.signal;
    try {
      return await this.#send(request, signal);
    } catch (cause) {
      throw cause instanceof UnavailableError ? cause : new UnavailableError(undefined, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #send(request: SubgraphRequest, signal: AbortSignal): Promise<SubgraphResponse> {
    const { document: query, operationName, variables } = request;
    const response = await this.#pool.request({
      method: 'POST',
      path: this.#path,
      headers: this.#headersOf(request),
      body: JSON.stringify({ query, operationName, variables }),
      signal,
    });
    if (response.statusCode >= 500) {
      await drop(response);
      throw unusable(`status ${response.statusCode}`);
    }
    const text = await readText(response, this.#options.maxResponseBytes ?? 16 * 1024 * 1024);
    return parseResponse(text);
  }

  #headersOf({ principal, requestId, trace }: SubgraphRequest): Record<string, string> {
    const { name, visa, headers } = this.#options;
    return {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-request-id': requestId,
      ...(trace && { traceparent: trace.traceparent }),
      ...(visa && { authorization: `Visa ${visa(name, principal)}` }),
    };
  }
}

async function readText({ body }: Dispatcher.ResponseData, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop destroys the body and with it the connection.
    if (bytes > maxBytes) throw unusable('answer too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseResponse(text: string): SubgraphResponse {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw unusable('no object');
  return answer as SubgraphResponse;
}

/** The connection can be used again only when the answer was read. */
const drop = ({ body }: Dispatcher.ResponseData): Promise<void> => body.dump({ limit: 64 * 1024 }).catch(() => {});

const unusable = (why: string) => new UnavailableError(undefined, new Error(`unusable answer: ${why}`));
