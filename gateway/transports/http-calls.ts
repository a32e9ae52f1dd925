import { SECOND } from '../../platform/time.ts';
import type { HttpTransportOptions } from './http-options.ts';
import { Exchange } from './http1/exchange.ts';
import { Pool } from './http1/pool.ts';
import type { SubgraphRequest, SubgraphResponse } from './transport.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };
/** What a header may not hold: whoever chose an operation's id on a socket must not write headers with it. */
const NO_HEADER_TEXT = /[^\t\x20-\x7e]/g;

/** Queries and mutations to one subgraph over kept connections. A mutation is never sent twice. */
export class HttpCalls {
  readonly #pool: Pool;
  readonly #options: HttpTransportOptions;
  readonly #timeoutMs: number;
  readonly #maxBytes: number;
  readonly #head: string;

  constructor(options: HttpTransportOptions) {
    const { connections = 64, timeoutMs = 10 * SECOND, maxResponseBytes = 16 * 1024 * 1024 } = options;
    const { protocol, hostname, host, port, pathname, search } = new URL(options.url);
    const address = {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || DEFAULT_PORTS[protocol]),
      isSecure: protocol === 'https:',
      ca: options.ca,
    };
    this.#pool = new Pool(address, connections);
    this.#options = options;
    this.#timeoutMs = timeoutMs;
    this.#maxBytes = maxResponseBytes;
    this.#head = [
      `POST ${pathname}${search} HTTP/1.1`,
      `host: ${host}`,
      'content-type: application/json',
      'accept: application/graphql-response+json, application/json',
      ...Object.entries(options.headers ?? {}).map(([name, value]) => `${name}: ${clean(value)}`),
      '',
    ].join('\r\n');
  }

  execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const { signal } = request;
    const exchange = new Exchange(this.#textOf(request), this.#maxBytes, isQuery(request));
    const giveUp = () => exchange.giveUp();
    const timer = setTimeout(giveUp, this.#timeoutMs);
    signal?.addEventListener('abort', giveUp);
    exchange.onOver = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    };
    if (signal?.aborted) giveUp();
    else this.#pool.send(exchange);
    return exchange.answer;
  }

  async close(): Promise<void> {
    this.#pool.close();
  }

  /** The request as it goes over the wire; bytes only where not all of it is ASCII. */
  #textOf(request: SubgraphRequest): string | Buffer {
    const { name, visa } = this.#options;
    const body = bodyOf(request);
    const length = Buffer.byteLength(body);
    let head = `${this.#head}x-request-id: ${clean(request.requestId)}\r\ncontent-length: ${length}\r\n`;
    if (request.trace) head += `traceparent: ${request.trace.traceparent}\r\n`;
    if (visa) head += `authorization: Visa ${visa(name, request.principal)}\r\n`;
    const text = `${head}\r\n${body}`;
    return length === body.length ? text : Buffer.from(text);
  }
}

/** Only the variables are new each time. */
function bodyOf({ document, quotedDocument, operationName, variables }: SubgraphRequest): string {
  const query = quotedDocument ?? JSON.stringify(document);
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return `{"query":${query}${name},"variables":${JSON.stringify(variables ?? {})}}`;
}

const isQuery = ({ document }: SubgraphRequest): boolean => document.startsWith('{') || document.startsWith('query');

const clean = (value: string): string => value.replace(NO_HEADER_TEXT, '_');
