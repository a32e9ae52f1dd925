import type { ServerResponse } from 'node:http';

const BUFFER_BYTES = 256 * 1024;
const MOST_KEPT = 16;
/** Below, a copy costs less than to look after a buffer. */
const SHORT = 8 * 1024;

/**
 * Buffers for answers (Ausgangspuffer), used again and again: a text is written into one and sent from there. What Node does
 * with a text itself, to join it to its head and to encode it, makes two copies of it, which the collector has to clear away.
 */
export class AnswerBuffers {
  readonly #free: Buffer[] = [];

  /** What to send for this text: bytes that stay as they are until the reply is over, or the text itself where it is short or too long. */
  fill(text: string, reply: Pick<ServerResponse, 'once' | 'writableFinished'>): string | Buffer {
    if (text.length < SHORT || Buffer.byteLength(text) > BUFFER_BYTES) return text;
    const buffer = this.#free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
    const length = buffer.write(text);
    reply.once('close', () => {
      // Of a reply that broke off, something may still hold the bytes.
      if (reply.writableFinished && this.#free.length < MOST_KEPT) this.#free.push(buffer);
    });
    return buffer.subarray(0, length);
  }
}
