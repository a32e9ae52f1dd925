import type { ServerResponse } from 'node:http';

const BUFFER_BYTES = 256 * 1024;
/** In all: readers who take their time hold no more of this process's memory than that. */
const MOST = 16;
/** Below, a copy costs less than to look after a buffer. */
const SHORT = 8 * 1024;

/**
 * Buffers for answers (Ausgangspuffer), used again and again: a text is written into one and sent from there. What Node does
 * with a text itself, to join it to its head and to encode it, makes two copies of it, which the collector has to clear away.
 */
export class AnswerBuffers {
  readonly #free: Buffer[] = [];
  #made = 0;

  /**
   * What to send for this text: bytes that stay as they are until the reply is over; the text itself where it is short or
   * too long, where all buffers are taken, and where nobody waits any more.
   */
  fill(text: string, reply: Pick<ServerResponse, 'once' | 'destroyed' | 'writableFinished'>): string | Buffer {
    if (text.length < SHORT || reply.destroyed || Buffer.byteLength(text) > BUFFER_BYTES) return text;
    const buffer = this.#free.pop() ?? this.#make();
    if (!buffer) return text;
    const length = buffer.write(text);
    reply.once('close', () => {
      // Of a reply that broke off, something may still hold the bytes: another buffer takes its place.
      if (reply.writableFinished) this.#free.push(buffer);
      else this.#made--;
    });
    return buffer.subarray(0, length);
  }

  #make(): Buffer | undefined {
    if (this.#made === MOST) return undefined;
    this.#made++;
    return Buffer.allocUnsafeSlow(BUFFER_BYTES);
  }
}
