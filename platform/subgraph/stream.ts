import { Flow, readNext, type Taker } from '../flow.ts';
import { LazyAbort } from '../lazy-abort.ts';
import { SECOND } from '../time.ts';
import { type Slot, wheel } from '../wheel.ts';
import type { OpenStream, StreamExecutor, StreamMessage, StreamPayload, SubgraphCall } from './call.ts';

/** So long before its visa ends a stream asks for the next one. */
const RENEWED_BEFORE_MS = 2 * SECOND;

/**
 * Stream of a subgraph (Strom): each payload of its source becomes one message. It lives as long as its visa, or the next one
 * for the same person: who she is and what she may is checked anew each time, and nothing is opened again for it.
 */
export class SubgraphStream extends Flow<StreamMessage> implements Taker<StreamPayload<unknown>> {
  readonly #executor: StreamExecutor;
  readonly #call: SubgraphCall;
  #opened: OpenStream | undefined;
  #slot: Slot | undefined;
  #ending: LazyAbort | undefined;
  #isOver = false;

  constructor(executor: StreamExecutor, call: SubgraphCall) {
    super();
    this.#executor = executor;
    this.#call = call;
  }

  /** For a source that waits where it hears no `return`. */
  get signal(): AbortSignal {
    this.#ending ??= new LazyAbort();
    if (this.#isOver) this.#ending.abort();
    return this.#ending.signal;
  }

  take(payload: StreamPayload<unknown>): void {
    const { document } = this.#opened as OpenStream;
    this.#executor.message({ document, call: this.#call, ending: this }, payload).then(
      (message) => this.give(message),
      (reason) => this.fail(reason),
    );
  }

  end(): void {
    this.stop();
    this.finish();
  }

  override fail(reason: unknown): void {
    if (this.#isOver) this.finish();
    else {
      this.stop();
      this.give({ data: null, errors: [this.#executor.mask(reason)] });
    }
  }

  /** Its visa is about to end. */
  wake(): void {
    void this.#renew();
  }

  protected pull(): void {
    if (this.#isOver) this.finish();
    else if (this.#opened) readNext(this.#opened.source, this);
    else void this.#open();
  }

  protected stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    wheel.cancel(this, this.#slot);
    this.#ending?.abort();
    // Not awaited: a generator that waits for its next event answers only then; the signal ends it now.
    void this.#opened?.source.return?.(undefined).catch(() => {});
    this.#opened = undefined;
  }

  async #open(): Promise<void> {
    this.#sleep();
    const opened = await this.#executor.open(this.#call, this);
    if (!('source' in opened)) {
      this.stop();
      this.give(opened);
    } else if (this.#isOver) await opened.source.return?.(undefined);
    else {
      this.#opened = opened;
      readNext(opened.source, this);
    }
  }

  #sleep(): void {
    const leftMs = this.#call.visa.expiresAt.getTime() - Date.now();
    this.#slot = wheel.set(this, this.#call.renew ? leftMs - RENEWED_BEFORE_MS : leftMs);
  }

  async #renew(): Promise<void> {
    const isRenewed = await this.#isRenewed();
    if (this.#isOver) return;
    if (isRenewed) this.#sleep();
    else this.end();
  }

  async #isRenewed(): Promise<boolean> {
    try {
      return (await this.#call.renew?.()) === true;
    } catch {
      return false;
    }
  }
}
