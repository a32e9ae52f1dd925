import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AnswerBuffers } from './answer-buffers.ts';

class Reply extends EventEmitter {
  writableFinished = false;
  destroyed = false;

  close(isWhole = true): void {
    this.writableFinished = isWhole;
    this.destroyed = true;
    this.emit('close');
  }
}

const LONG = 'Grüße aus Weiden, 🚍. '.repeat(500);
const memoryOf = (sent: string | Buffer) => (sent as Buffer).buffer;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

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

  it('send nothing of what went out before', () => {
    const buffers = new AnswerBuffers();
    const first = new Reply();
    const sent = buffers.fill(`Erika ${LONG}`, first as never);
    first.close();
    const next = buffers.fill('x'.repeat(9_000), new Reply() as never);
    expect([memoryOf(next) === memoryOf(sent), next]).toEqual([true, Buffer.from('x'.repeat(9_000))]);
  });

  it('are no more than sixteen, however many readers take their time, go away, or have gone already', () => {
    const buffers = new AnswerBuffers();
    const fill = (reply = new Reply()) => {
      buffers.fill(LONG, reply as never);
      return reply;
    };
    for (let leaving = 0; leaving < 50; leaving++) fill().close(false);
    const gone = new Reply();
    gone.close(false);
    for (let time = 0; time < 50; time++) expect(buffers.fill(LONG, gone as never)).toBe(LONG);
    const held = Array.from({ length: 16 }, () => fill());
    expect(buffers.fill(LONG, new Reply() as never)).toBe(LONG);
    held[3]?.close();
    expect(buffers.fill(LONG, new Reply() as never)).toEqual(Buffer.from(LONG));
  });

  it('keep an answer for a reader who takes his time, while others get theirs', async () => {
    const buffers = new AnswerBuffers();
    const answerTo = (path = '') => path.repeat(250_000 / path.length);
    server = createServer((request, reply) => reply.end(buffers.fill(answerTo(request.url), reply))).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const slow = connect(port);
    const paths = Array.from({ length: 60 }, (_, n) => `/${n}`);
    // More answers than fit between the two.
    const questions = paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`).join('');
    slow.write(questions.replace(/\r\n$/, 'connection: close\r\n\r\n'));
    await once(slow, 'readable');
    for (const path of ['/a', '/b', '/c']) {
      const answer = await fetch(`http://localhost:${port}${path}`);
      expect((await answer.text()) === answerTo(path)).toBe(true);
    }
    const expected = paths.map(answerTo).join('');
    const seen = await text(slow);
    expect(seen.replace(/HTTP\/1\.1 200 OK\r\n(.+\r\n)+\r\n/g, '') === expected).toBe(true);
  });
});
