import type { Dispatcher } from 'undici';
import { UnavailableError } from '../../platform/errors/index.ts';
import type { SubgraphResponse } from './transport.ts';

type Handler = Required<Pick<Dispatcher.DispatchHandler, 'onRequestStart' | 'onResponseStart' | 'onResponseData'>> &
  Required<Pick<Dispatcher.DispatchHandler, 'onResponseEnd' | 'onResponseError'>>;

/** Of an answer that says nothing, only so much is read to keep the connection. */
const MAX_USELESS_BYTES = 64 * 1024;

/** What says that a connection ended under a request, as opposed to there being none. */
const LOST = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

export interface ExchangeOptions {
  readonly maxBytes: number;
  /** For a request that may be sent twice: does so, once, when the connection is lost before an answer began. */
  readonly sendAgain?: () => void;
}

/** One request and its answer (Austausch), below the comforts of an HTTP library: no streams, one buffer, parsed once. */
export class Exchange implements Handler {
  readonly answer: Promise<SubgraphResponse>;
  readonly #maxBytes: number;
  #sendAgain: (() => void) | undefined;
  readonly #chunks: Buffer[] = [];
  #resolve: (answer: SubgraphResponse) => void = () => {};
  #reject: (why: UnavailableError) => void = () => {};
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #bytes = 0;
  #givenUp: UnavailableError | undefined;

  constructor({ maxBytes, sendAgain }: ExchangeOptions) {
    this.#maxBytes = maxBytes;
    this.#sendAgain = sendAgain;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Nobody waits any more: the connection goes, and with it what was still to come. */
  giveUp(why: UnavailableError): void {
    this.#givenUp = why;
    this.#reject(why);
    this.#controller?.abort(why);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#givenUp) controller.abort(this.#givenUp);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > (this.#isUseless ? MAX_USELESS_BYTES : this.#maxBytes)) this.giveUp(unusable('answer too long'));
    else if (!this.#isUseless) this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    try {
      if (this.#isUseless) throw unusable(`status ${this.#status}`);
      this.#resolve(parse(this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks)));
    } catch (cause) {
      this.#reject(toUnavailable(cause));
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error & { readonly code?: string }): void {
    const sendAgain = this.#sendAgain;
    this.#sendAgain = undefined;
    if (sendAgain && this.#status === 0 && !this.#givenUp && LOST.has(cause.code ?? '')) sendAgain();
    else this.#reject(toUnavailable(cause));
  }

  get #isUseless(): boolean {
    return this.#status >= 500;
  }
}

function parse(bytes: Buffer): SubgraphResponse {
  const answer: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw unusable('no object');
  return answer as SubgraphResponse;
}

const toUnavailable = (cause: unknown): UnavailableError =>
  cause instanceof UnavailableError ? cause : new UnavailableError(undefined, cause);

const unusable = (why: string) => new UnavailableError(undefined, new Error(`unusable answer: ${why}`));
