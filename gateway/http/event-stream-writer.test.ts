import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { EventStreamWriter } from './event-stream-writer.ts';

/** A client that takes nothing until told. */
class SlowClient extends EventEmitter {
  readonly written: string[] = [];
  destroyed = false;
  writableNeedDrain = false;
  isFull = false;

  writeHead(): this {
    return this;
  }

  write(text: string): boolean {
    this.written.push(text);
    return !this.isFull;
  }

  end(): this {
    this.emit('close');
    return this;
  }
}

function open() {
  const client = new SlowClient();
  const reply = { raw: client, hijack: () => {}, getHeaders: () => ({}) } as unknown as FastifyReply;
  return { client, writer: new EventStreamWriter(reply, { heartbeatMs: 60_000, patienceMs: 60_000 }) };
}

const isSettled = async (promise: Promise<void>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 10, false))]);

describe('an event stream to a slow reader', () => {
  it('waits for room before it takes the next event', async () => {
    const { client, writer } = open();
    client.isFull = true;
    const sent = writer.next({ payload: {} });
    expect(await isSettled(sent)).toBe(false);
    client.emit('drain');
    expect(await isSettled(sent)).toBe(true);
    writer.end();
  });

  it('waits no longer when the reader has left', async () => {
    const { client, writer } = open();
    client.isFull = true;
    const sent = writer.next({ payload: {} });
    client.emit('close');
    expect(await isSettled(sent)).toBe(true);
    await writer.next({ payload: {} });
    expect(client.written).toHaveLength(2);
  });

  it('writes no cursor that would break its lines', async () => {
    const { client, writer } = open();
    await writer.next({ cursor: 'a\nevent: forged', payload: { n: 1 } });
    expect(client.written.at(-1)).toBe('event: next\ndata: {"n":1}\n\n');
    writer.end();
  });
});
