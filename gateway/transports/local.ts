import { LinkedAbort } from '../../platform/linked-abort.ts';
import type { StreamMessage, SubgraphCall, SubgraphExecutor } from '../../platform/subgraph/index.ts';
import { makeVisa } from '../../platform/visa/index.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from './transport.ts';

/** What of a subgraph's executor a call in the same process needs. */
export type LocalExecutor = Pick<SubgraphExecutor<unknown>, 'name' | 'execute' | 'subscribe'>;

/** Reaches a subgraph in this process: no network, no copy, the visa is a frozen object. */
export function localTransport(executor: LocalExecutor, issuer = 'gateway'): Transport {
  const { name } = executor;
  const toCall = ({ principal, watch: _watch, ...request }: SubgraphRequest): SubgraphCall => ({
    ...request,
    visa: makeVisa({ audience: name, issuer, principal }),
  });
  return {
    name,
    execute: (request) => executor.execute(toCall(request)),
    subscribe: (request) => openStream(executor, toCall(request)),
  };
}

function openStream(executor: LocalExecutor, call: SubgraphCall): LocalStream {
  const ending = new LinkedAbort(call.signal);
  return new LocalStream(executor.subscribe({ ...call, signal: ending.signal }), ending);
}

/** A generator that waits for its next event would answer `return` only then: the signal ends the wait at once. */
class LocalStream implements AsyncIterableIterator<SubgraphResponse> {
  constructor(
    private readonly messages: AsyncGenerator<StreamMessage, void, undefined>,
    private readonly ending: AbortController,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<SubgraphResponse, void>> {
    return this.messages.next();
  }

  return(): Promise<IteratorResult<SubgraphResponse, void>> {
    this.ending.abort();
    return this.messages.return();
  }
}
