import { HttpCalls } from './http-calls.ts';
import type { HttpTransportOptions } from './http-options.ts';
import { HttpStreams } from './http-streams.ts';
import type { Transport } from './transport.ts';

export type { HttpTransportOptions };

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
