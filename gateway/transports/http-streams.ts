import { type Client, createClient, type Sink, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import { UnavailableError } from '../../platform/errors/index.ts';
import { MILLISECOND, SECOND } from '../../platform/time.ts';
import { OperationTooComplexError } from '../guards/errors.ts';
import type { HttpTransportOptions } from './http-options.ts';
import { MessageQueue } from './message-queue.ts';
import { Pulse } from './pulse.ts';
import type { SubgraphRequest, SubgraphResponse } from './transport.ts';

type Variables = SubscribePayload['variables'];

type StreamsOptions = Pick<HttpTransportOptions, 'name' | 'visa' | 'headers' | 'pulseMs'> & { readonly wsUrl: string };

/** A subgraph closes the socket on a message of 1 MB, and with it the streams of everybody: what comes near it is not sent. */
const MAX_PAYLOAD_BYTES = 900 * 1024;

/** The streams of one subgraph, all over one socket that opens with the first and closes after the last. */
export class HttpStreams {
  readonly #client: Client;
  readonly #options: StreamsOptions;

  constructor(options: StreamsOptions) {
    this.#options = options;
    const { pulseMs = 10 * SECOND } = options;
    const pulse = new Pulse(pulseMs / 2);
    this.#client = createClient({
      url: options.wsUrl,
      webSocketImpl: withHeaders(options.headers),
      lazy: true,
      // Streams are opened again as soon as their visa is over; the socket waits for them that long.
      lazyCloseTimeout: 500 * MILLISECOND,
      keepAlive: pulseMs,
      on: pulse.listeners,
      connectionAckWaitTimeout: 5 * SECOND,
      // The engine opens again, from the last cursor and with rights checked anew; a silent retry here would lose the place.
      retryAttempts: 0,
    });
  }

  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    const queue = new MessageQueue<SubgraphResponse>();
    const { signal } = request;
    const payload = this.#payloadOf(request);
    if (Buffer.byteLength(JSON.stringify(payload)) > MAX_PAYLOAD_BYTES) {
      queue.fail(new OperationTooComplexError());
      return queue;
    }
    const end = this.#client.subscribe(payload, toSink(queue));
    const stop = () => queue.end();
    queue.onEnd(() => {
      signal?.removeEventListener('abort', stop);
      end();
    });
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    return queue;
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }

  #payloadOf(request: SubgraphRequest): SubscribePayload {
    const { document: query, operationName, variables } = request;
    return { query, operationName, variables: variables as Variables, extensions: this.#extensionsOf(request) };
  }

  #extensionsOf({ principal, requestId, resumeAfter }: SubgraphRequest): Record<string, unknown> | undefined {
    const { name, visa } = this.#options;
    return visa && { visa: visa(name, principal), requestId, ...(resumeAfter !== undefined && { resumeAfter }) };
  }
}

function toSink(queue: MessageQueue<SubgraphResponse>): Sink<SubgraphResponse> {
  let hasMessages = false;
  return {
    next: (message) => {
      hasMessages = true;
      queue.push(message);
    },
    complete: () => queue.end(),
    error: (problem) => {
      // `error` messages of the protocol are GraphQL errors: an answer, and the last one.
      if (Array.isArray(problem)) queue.push({ data: null, errors: problem });
      // A socket lost in the middle only ends the stream; one that never came is a failure.
      if (Array.isArray(problem) || hasMessages) queue.end();
      else queue.fail(new UnavailableError(undefined, toError(problem)));
    },
  };
}

const toError = (problem: unknown): Error =>
  problem instanceof Error
    ? problem
    : new Error(`socket closed: ${(problem as { code?: unknown })?.code ?? 'unknown'}`);

/** Headers for the handshake, which the WebSocket of browsers does not know. */
function withHeaders(headers: StreamsOptions['headers']) {
  return class extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers, perMessageDeflate: false, maxPayload: 16 * 1024 * 1024 });
    }
  };
}
