import { OverloadedError } from '../../platform/errors/index.ts';
import { Flow } from '../../platform/flow.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { cursorOf } from './message.ts';

/** Messages kept for a reader who is slower than the others. */
const MAX_BEHIND = 64;

/** What a reader asks of the upstream she reads. */
interface ReadUpstream {
  leave(reader: SharedReader): void;
  /** Somebody waits for a message. */
  pump(): void;
}

/** One reader (Mitleser) of a shared upstream. */
export class SharedReader extends Flow<SubgraphResponse> {
  readonly #upstream: ReadUpstream;
  #behind: SubgraphResponse[] | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #isOver = false;

  constructor(upstream: ReadUpstream) {
    super();
    this.#upstream = upstream;
  }

  push(message: SubgraphResponse): void {
    if (this.#isOver) return;
    if (this.isAwaited) this.give(message);
    else if ((this.#behind?.length ?? 0) < MAX_BEHIND) this.#behind = [...(this.#behind ?? []), message];
    // With a cursor she goes on alone from where she is. Without one something would be missing, and she has to hear of it.
    else if (cursorOf(message) === undefined) this.break(new OverloadedError());
    else this.end();
  }

  /** What was pushed before is still hers. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.finish();
    this.#upstream.leave(this);
  }

  break(reason: unknown): void {
    if (this.#isOver) return;
    if (this.isAwaited) this.fail(reason);
    else this.#failure = { reason };
    this.end();
  }

  protected pull(): void {
    const message = this.#behind?.shift();
    const failure = this.#failure;
    if (message) this.give(message);
    else if (failure) {
      this.#failure = undefined;
      this.fail(failure.reason);
    } else if (this.#isOver) this.finish();
    else this.#upstream.pump();
  }

  protected stop(): void {
    this.#behind = undefined;
    this.#failure = undefined;
    this.end();
  }
}
