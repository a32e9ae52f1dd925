import type { Principal } from '../../platform/visa/index.ts';
import { type CallOptions, HttpCalls } from './http-calls.ts';
import { HttpStreams } from './http-streams.ts';
import type { Transport } from './transport.ts';

export interface HttpTransportOptions extends CallOptions {
  readonly name: string;
  /** The subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Where its streams are; the endpoint with `ws` for `http` unless said otherwise. */
  readonly wsUrl?: string;
  /** Issues the visa for a call; without it (open mode) the subgraph gets plain requests. */
  readonly visa?: (audience: string, principal: Principal) => string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reaches a subgraph over HTTP, its streams over one WebSocket. */
export function httpTransport(options: HttpTransportOptions): Transport {
  const { name, url, wsUrl = url.replace(/^http/, 'ws') } = options;
  const calls = new HttpCalls(options);
  const streams = new HttpStreams({ ...options, wsUrl });
  return {
    name,
    execute: (request) => calls.execute(request),
    subscribe: (request) => streams.subscribe(request),
    close: async () => {
      await Promise.all([streams.close(), calls.close()]);
    },
  };
}
