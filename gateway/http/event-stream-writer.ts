import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

export interface ServerSentEvent {
  /** Becomes the client's `Last-Event-ID`. */
  readonly cursor?: string;
  /** Without one it is a bookmark: the browser moves its `Last-Event-ID` and fires no event. */
  readonly payload?: object;
}

/** Writes one event stream and waits for slow readers. Once over it writes nothing. */
export class EventStreamWriter {
  readonly #raw: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;
  #isOver = false;
  #onEnd: () => void = () => {};

  readonly #patienceMs: number;

  constructor(reply: FastifyReply, { heartbeatMs, patienceMs }: { heartbeatMs: number; patienceMs: number }) {
    this.#patienceMs = patienceMs;
    reply.hijack();
    this.#raw = reply.raw;
    this.#raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Reverse proxies must not collect the stream before passing it on.
      'x-accel-buffering': 'no',
    });
    // The first bytes open the stream on the client's side.
    this.#raw.write(':\n\n');
    this.#raw.once('close', () => this.end());
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs);
    if (this.#raw.destroyed) this.end();
  }

  /** Called once, when the stream is over: ended by us, or the client left. */
  onEnd(callback: () => void): void {
    this.#onEnd = callback;
    if (this.#isOver) callback();
  }

  /** Resolves when the client has room for more. */
  async next({ cursor, payload }: ServerSentEvent): Promise<void> {
    const id = cursor !== undefined && !/[\r\n\0]/.test(cursor) ? `id: ${cursor}\n` : '';
    if (payload) await this.#write(`${id}event: next\ndata: ${JSON.stringify(payload)}\n\n`);
    else if (id) await this.#write(`${id}\n`);
  }

  async complete(): Promise<void> {
    await this.#write('event: complete\ndata:\n\n');
    this.end();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#heartbeat);
    this.#raw.end();
    this.#onEnd();
  }

  #beat(): void {
    if (!this.#raw.writableNeedDrain) this.#raw.write(':\n\n');
  }

  #write(text: string): Promise<void> {
    if (this.#isOver || this.#raw.write(text)) return Promise.resolve();
    return new Promise((resolve) => {
      // Who takes nothing for so long is cut off; nothing is skipped, she comes again with her Last-Event-ID.
      const impatience = setTimeout(() => this.#raw.destroy(), this.#patienceMs);
      const done = () => {
        clearTimeout(impatience);
        this.#raw.off('drain', done);
        this.#raw.off('close', done);
        resolve();
      };
      this.#raw.on('drain', done);
      this.#raw.on('close', done);
    });
  }
}
