import { LazyAbort } from '../../platform/lazy-abort.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { SubgraphRequest } from '../transports/transport.ts';

type Fields = Omit<SubgraphRequest, 'signal' | 'operationName' | 'endsAt' | 'watch' | 'trace'>;

/** What an upstream is opened with (Zulaufanfrage). Its signal is made for a transport that asks for it. */
export class UpstreamRequest implements SubgraphRequest {
  readonly document: string;
  readonly variables: Fields['variables'];
  readonly principal: Principal;
  readonly requestId: string;
  readonly resumeAfter: string | undefined;
  readonly startsNow: boolean | undefined;
  readonly renew: Fields['renew'];
  readonly #ending = new LazyAbort();

  constructor({ document, variables, principal, requestId, resumeAfter, startsNow, renew }: Fields) {
    this.document = document;
    this.variables = variables;
    this.principal = principal;
    this.requestId = requestId;
    this.resumeAfter = resumeAfter;
    this.startsNow = startsNow;
    this.renew = renew;
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  abort(): void {
    this.#ending.abort();
  }
}
