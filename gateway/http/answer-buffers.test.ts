import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { AnswerBuffers } from './answer-buffers.ts';

class Reply extends EventEmitter {
  writableFinished = false;

  close(isWhole = true): void {
    this.writableFinished = isWhole;
    this.emit('close');
  }
}

const LONG = 'Grüße aus Weiden, 🚍. '.repeat(500);
const memoryOf = (sent: string | Buffer) => (sent as Buffer).buffer;

describe('buffers for answers', () => {
  it('hold the text as UTF-8', () => {
    expect(new AnswerBuffers().fill(LONG, new Reply() as never)).toEqual(Buffer.from(LONG));
  });

  it('leave short and very long texts alone', () => {
    const buffers = new AnswerBuffers();
    for (const text of ['', '{"data":null}', 'ü'.repeat(140_000), 'x'.repeat(300_000)]) {
      expect(buffers.fill(text, new Reply() as never)).toBe(text);
    }
  });

  it('are used again when their reply is over, and not before', () => {
    const buffers = new AnswerBuffers();
    const [first, second, third] = [new Reply(), new Reply(), new Reply()];
    const sent = buffers.fill(LONG, first as never);
    const meanwhile = buffers.fill(LONG.toUpperCase(), second as never);
    expect(memoryOf(meanwhile)).not.toBe(memoryOf(sent));
    expect(sent).toEqual(Buffer.from(LONG));
    first.close();
    expect(memoryOf(buffers.fill(LONG, third as never))).toBe(memoryOf(sent));
    expect(meanwhile).toEqual(Buffer.from(LONG.toUpperCase()));
  });

  it('are not used again when their reply broke off', () => {
    const buffers = new AnswerBuffers();
    const broken = new Reply();
    const sent = buffers.fill(LONG, broken as never);
    broken.close(false);
    expect(memoryOf(buffers.fill(LONG, new Reply() as never))).not.toBe(memoryOf(sent));
  });
});
