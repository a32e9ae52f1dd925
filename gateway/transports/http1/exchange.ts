import { UnavailableError } from '../../../platform/errors/index.ts';
import type { SubgraphResponse } from '../transport.ts';
import { AnswerReader } from './answer-reader.ts';

/** Of an answer that says nothing, only so much is read to keep the connection. */
const MAX_USELESS_BYTES = 64 * 1024;

/** One request and its answer (Austausch): the text that is sent, and the promise of what comes back, parsed once. */
export class Exchange {
  readonly answer: Promise<SubgraphResponse>;
  readonly #maxBytes: number;
  readonly #reader = new AnswerReader((bytes) => this.#collect(bytes));
  #mayRepeat: boolean;
  /** The last piece of the body, still where the connection put it; and those before, collected. */
  #lent: Buffer | undefined;
  #chunks: Buffer[] | undefined;
  #resolve!: (answer: SubgraphResponse) => void;
  #reject!: (why: UnavailableError) => void;
  /** Answered or given up: nobody waits any more. */
  isOver = false;
  /** For whoever asked: called when it is over, however it ended. */
  onOver: () => void = () => {};
  /** For the connection: called when nobody waits for what it still carries. */
  onGivenUp: () => void = () => {};

  constructor(
    /** The request as bytes: text where all of it is ASCII. */
    readonly request: string | Buffer,
    maxBytes: number,
    mayRepeat: boolean,
  ) {
    this.#mayRepeat = mayRepeat;
    this.#maxBytes = maxBytes;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Whether the connection may be used again, and for how long the server says it keeps it. */
  get kept(): { readonly isKept: boolean; readonly keptMs: number | undefined } {
    return this.#reader;
  }

  /** Whether to send it again, once: a kept connection may have been closed by its other end just before it was used. */
  takeRepeat(): boolean {
    const isFree = this.#mayRepeat && !this.isOver && !this.#reader.hasBegun;
    this.#mayRepeat = false;
    return isFree;
  }

  /** Nobody waits any more: the connection goes, and with it what was still to come. */
  giveUp(cause?: unknown): void {
    if (this.isOver) return;
    this.fail(cause);
    this.onGivenUp();
  }

  /** The connection failed, or what came over it is no answer. */
  fail(cause?: unknown): void {
    if (this.isOver) return;
    this.#settle();
    this.#reject(toUnavailable(cause));
  }

  /** Takes what came over the connection; true when the answer is whole. Throws what cannot be an answer. */
  feed(bytes: Buffer): boolean {
    if (!this.#reader.feed(bytes)) {
      this.#keep();
      return false;
    }
    this.#finish();
    return true;
  }

  /** The connection has ended; true when that is how the answer ends. */
  end(): boolean {
    const isWhole = this.#reader.end();
    if (isWhole) this.#finish();
    return isWhole;
  }

  #settle(): void {
    this.isOver = true;
    this.onOver();
  }

  get #isUseless(): boolean {
    return this.#reader.status >= 500;
  }

  #collect(bytes: Buffer): void {
    if (this.#reader.length > (this.#isUseless ? MAX_USELESS_BYTES : this.#maxBytes)) throw unusable('answer too long');
    if (this.#isUseless) return;
    this.#keep();
    this.#lent = bytes;
  }

  /** The bytes are lent until the next come: an answer in one piece is read where it lies, all others are collected. */
  #keep(): void {
    if (!this.#lent) return;
    this.#chunks ??= [];
    this.#chunks.push(Buffer.from(this.#lent));
    this.#lent = undefined;
  }

  #finish(): void {
    if (this.isOver) return;
    try {
      if (this.#isUseless) throw unusable(`status ${this.#reader.status}`);
      const answer = parse(this.#bytes());
      this.#settle();
      this.#resolve(answer);
    } catch (cause) {
      this.fail(cause);
    }
  }

  #bytes(): Buffer {
    if (!this.#chunks) return this.#lent ?? Buffer.alloc(0);
    this.#keep();
    return Buffer.concat(this.#chunks);
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
