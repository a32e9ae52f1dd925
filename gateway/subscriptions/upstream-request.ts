import { LazyAbort } from '../../platform/lazy-abort.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { SubgraphRequest } from '../transports/transport.ts';

type Fields = Omit<SubgraphRequest, 'signal' | 'operationName' | 'endsAt' | 'watch' | 'trace' | 'renew'>;

/** Who says for whom the stream goes on. */
export type Renewal = Pick<SubgraphRequest, 'renew'>;

/** What an upstream is opened with (Zulaufanfrage). Its signal is made for a transport that asks for it. */
export class UpstreamRequest implements SubgraphRequest {
  readonly document: string;
  readonly variables: Fields['variables'];
  readonly principal: Principal;
  readonly requestId: string;
  readonly resumeAfter: string | undefined;
  readonly startsNow: boolean | undefined;
  readonly #renewal: Renewal;
  #ending: LazyAbort | undefined;
  #isAborted = false;

  constructor({ document, variables, principal, requestId, resumeAfter, startsNow }: Fields, renewal: Renewal) {
    this.document = document;
    this.variables = variables;
    this.principal = principal;
    this.requestId = requestId;
    this.resumeAfter = resumeAfter;
    this.startsNow = startsNow;
    this.#renewal = renewal;
  }

  get signal(): AbortSignal {
    this.#ending ??= new LazyAbort();
    if (this.#isAborted) this.#ending.abort();
    return this.#ending.signal;
  }

  async renew(): Promise<Principal | undefined> {
    return this.#renewal.renew?.();
  }

  abort(): void {
    this.#isAborted = true;
    this.#ending?.abort();
  }
}
