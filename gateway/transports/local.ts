import { Flow } from '../../platform/flow.ts';
import { LazyAbort } from '../../platform/lazy-abort.ts';
import type { StreamMessage, SubgraphCall, SubgraphExecutor } from '../../platform/subgraph/index.ts';
import { makeVisa, type Principal, type Visa } from '../../platform/visa/index.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from './transport.ts';

/** What of a subgraph's executor a call in the same process needs. */
export type LocalExecutor = Pick<SubgraphExecutor<unknown>, 'name' | 'execute' | 'subscribe'>;

type VisaFor = (principal: Principal) => Visa;

/** Reaches a subgraph in this process: no network, no copy, the visa is a frozen object. */
export function localTransport(executor: LocalExecutor, issuer = 'gateway'): Transport {
  const { name } = executor;
  const visaFor: VisaFor = (principal) => makeVisa({ audience: name, issuer, principal });
  return {
    name,
    execute: ({ principal, watch: _watch, renew: _renew, ...request }) =>
      executor.execute({ ...request, visa: visaFor(principal) }),
    subscribe: (request) => openStream(executor, new LocalCall(request, visaFor)),
  };
}

function openStream(executor: LocalExecutor, call: LocalCall): AsyncIterableIterator<SubgraphResponse> {
  const messages = executor.subscribe(call);
  return messages instanceof Flow ? messages : new LocalStream(messages, call.ending);
}

/** The call of one stream. Its signal is made for an executor that asks for it. */
class LocalCall implements SubgraphCall {
  visa: Visa;
  readonly #request: SubgraphRequest;
  readonly #visaFor: VisaFor;
  #ending: LazyAbort | undefined;

  constructor(request: SubgraphRequest, visaFor: VisaFor) {
    this.#request = request;
    this.#visaFor = visaFor;
    this.visa = visaFor(request.principal);
  }

  get document(): string {
    return this.#request.document;
  }

  get operationName(): string | undefined {
    return this.#request.operationName;
  }

  get variables(): SubgraphRequest['variables'] {
    return this.#request.variables;
  }

  get requestId(): string {
    return this.#request.requestId;
  }

  get resumeAfter(): string | undefined {
    return this.#request.resumeAfter;
  }

  get ending(): LazyAbort {
    this.#ending ??= this.#linked();
    return this.#ending;
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  async renew(): Promise<boolean> {
    const principal = await this.#request.renew?.();
    if (principal) this.visa = this.#visaFor(principal);
    return principal !== undefined;
  }

  #linked(): LazyAbort {
    const ending = new LazyAbort();
    const { signal } = this.#request;
    signal?.addEventListener('abort', () => ending.abort(), { once: true });
    if (signal?.aborted) ending.abort();
    return ending;
  }
}

/** A generator that waits for its next event would answer `return` only then: the signal ends the wait at once. */
class LocalStream implements AsyncIterableIterator<SubgraphResponse> {
  constructor(
    private readonly messages: AsyncGenerator<StreamMessage, void, undefined>,
    private readonly ending: LazyAbort,
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
