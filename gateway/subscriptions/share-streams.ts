import type { SubgraphRequest, SubgraphResponse, Transport, Transports } from '../transports/transport.ts';
import { SharedUpstream } from './shared-upstream.ts';

/**
 * The same transports, with one upstream (gemeinsamer Zulauf) for equal subscriptions of equal principals: a citizen's second
 * tab costs her subgraph nothing. Equal means everything that may shape an event: document, variables, and the whole principal
 * with its version, so that nobody ever hears what was said to somebody else.
 */
export const shareStreams = (transports: Transports): Transports =>
  new Map([...transports].map(([name, transport]) => [name, shared(transport)]));

function shared(transport: Transport): Transport {
  const upstreams = new Map<string, Set<SharedUpstream>>();
  const forget = (key: string, upstream: SharedUpstream) => {
    const equal = upstreams.get(key);
    equal?.delete(upstream);
    if (equal?.size === 0) upstreams.delete(key);
  };
  const subscribe = (request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> => {
    const key = keyOf(request);
    const equal = upstreams.get(key) ?? new Set();
    const known = [...equal].find((upstream) => upstream.isAt(request));
    if (known) return known.join(request.signal);
    const upstream = new SharedUpstream(
      request.resumeAfter,
      (signal) => transport.subscribe({ ...request, signal }),
      () => forget(key, upstream),
    );
    upstreams.set(key, equal.add(upstream));
    return upstream.join(request.signal);
  };
  return {
    name: transport.name,
    execute: (request) => transport.execute(request),
    subscribe,
    close: async () => transport.close?.(),
  };
}

const keyOf = ({ document, operationName, variables, principal }: SubgraphRequest): string =>
  JSON.stringify([document, operationName, variables, principal]);
