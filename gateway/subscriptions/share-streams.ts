import { hash } from 'node:crypto';
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
  /** Those that are asked the same from several places hang together in a list; nearly always it is one. */
  const upstreams = new Map<string, SharedUpstream | readonly SharedUpstream[]>();
  const equalTo = (key: string) => [upstreams.get(key) ?? []].flat();
  const keep = (key: string, equal: readonly SharedUpstream[]) => {
    const [first, ...more] = equal;
    if (first) upstreams.set(key, more.length > 0 ? equal : first);
    else upstreams.delete(key);
  };
  const onEnd = (ended: SharedUpstream) =>
    keep(
      ended.key,
      equalTo(ended.key).filter((upstream) => upstream !== ended),
    );
  const subscribe = (request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> => {
    const key = keyOf(request);
    const equal = equalTo(key);
    const known = equal.find((upstream) => upstream.isAt(request));
    if (known) return known.join();
    const upstream = new SharedUpstream(transport, request, { key, onEnd });
    keep(key, [...equal, upstream]);
    return upstream.join();
  };
  return {
    name: transport.name,
    execute: (request) => transport.execute(request),
    subscribe,
    close: async () => transport.close?.(),
  };
}

/** The digest, which is a tenth of the text. */
const keyOf = ({ document, operationName, variables, principal }: SubgraphRequest): string =>
  hash('sha256', JSON.stringify([document, operationName, variables, principal]), 'base64url');
