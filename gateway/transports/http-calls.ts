import { LRUCache } from 'lru-cache';
import { Pool } from 'undici';
import { UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { Exchange } from './exchange.ts';
import type { HttpTransportOptions } from './http-options.ts';
import type { SubgraphRequest, SubgraphResponse } from './transport.ts';

/** Documents whose beginning of a body is kept; plans use the same ones again and again. */
const MAX_DOCUMENTS = 4_000;

/** Queries and mutations to one subgraph over kept connections. A mutation is never repeated. */
export class HttpCalls {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #options: HttpTransportOptions;
  readonly #headers: readonly string[];
  readonly #beginnings = new LRUCache<string, string>({ max: MAX_DOCUMENTS });

  constructor(options: HttpTransportOptions) {
    const { origin, pathname, search } = new URL(options.url);
    this.#pool = new Pool(origin, { connections: options.connections ?? 64, keepAliveTimeout: 30 * SECOND });
    this.#path = `${pathname}${search}`;
    this.#options = options;
    this.#headers = [
      ...Object.entries(options.headers ?? {}).flat(),
      ...['content-type', 'application/json'],
      ...['accept', 'application/graphql-response+json, application/json'],
    ];
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const exchange = new Exchange({
      maxBytes: this.#options.maxResponseBytes ?? 16 * 1024 * 1024,
      // A kept connection may have been closed by its other end just before it was used again.
      sendAgain: isQuery(request) ? () => this.#send(request, exchange) : undefined,
    });
    const giveUp = () => exchange.giveUp(new UnavailableError());
    const timer = setTimeout(giveUp, this.#options.timeoutMs ?? 10 * SECOND);
    const { signal } = request;
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted) giveUp();
    else this.#send(request, exchange);
    try {
      return await exchange.answer;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #send(request: SubgraphRequest, exchange: Exchange): void {
    const { name, visa } = this.#options;
    const headers = [...this.#headers, 'x-request-id', request.requestId];
    if (request.trace) headers.push('traceparent', request.trace.traceparent);
    if (visa) headers.push('authorization', `Visa ${visa(name, request.principal)}`);
    this.#pool.dispatch({ method: 'POST', path: this.#path, headers, body: this.#bodyOf(request) }, exchange);
  }

  /** Only the variables are new each time. */
  #bodyOf({ document, operationName, variables }: SubgraphRequest): string {
    let beginning = this.#beginnings.get(document);
    if (beginning === undefined) {
      beginning = `{"query":${JSON.stringify(document)}`;
      this.#beginnings.set(document, beginning);
    }
    const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
    return `${beginning}${name},"variables":${JSON.stringify(variables ?? {})}}`;
  }
}

const isQuery = ({ document }: SubgraphRequest): boolean => document.startsWith('{') || document.startsWith('query');
