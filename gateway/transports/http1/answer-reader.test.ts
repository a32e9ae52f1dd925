import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerReader, BrokenAnswerError } from './answer-reader.ts';

const lines = (...all: string[]): string => all.join('\r\n');
const sized = (body: string, ...headers: string[]): string =>
  lines('HTTP/1.1 200 OK', ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body);
const chunked = (...chunks: string[]): string =>
  lines(
    'HTTP/1.1 200 OK',
    'Transfer-Encoding: chunked',
    '',
    ...chunks.flatMap((chunk) => [Buffer.byteLength(chunk).toString(16), chunk]),
    ...['0', '', ''],
  );

/** Feeds an answer in these pieces. */
function read(pieces: readonly Buffer[]) {
  const body: Buffer[] = [];
  const reader = new AnswerReader((bytes) => void body.push(Buffer.from(bytes)));
  const ends = pieces.map((piece) => reader.feed(piece));
  return { reader, body: Buffer.concat(body).toString(), isWhole: ends.at(-1) ?? false, ends };
}

/** In pieces that end at these places. */
function cut(text: string, places: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const ends = [...new Set(places.map((place) => place % bytes.length))].filter((end) => end > 0).sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
}

const whole = (text: string) => read([Buffer.from(text)]);

describe('an answer', () => {
  const BODY = '{"data":{"name":"Grüße"}}';
  it.each([
    ['with a length', sized(BODY), BODY],
    ['in chunks', chunked('{"data":', '{"name":"Grüße"}}'), BODY],
    [
      'in chunks with an extension and a trailer',
      chunked(BODY).replace(/\r\n0\r\n/, '\r\n0 ;last=1\r\nEtag: 1\r\n'),
      BODY,
    ],
    ['of nothing', lines('HTTP/1.1 204 No Content', 'content-length: 5', '', ''), ''],
    [
      'after interim ones',
      `${lines('HTTP/1.1 100 Continue', '', '')}${lines('HTTP/1.1 103 Early', 'link: a', '', '')}${sized(BODY)}`,
      BODY,
    ],
  ])('%s is read, wherever it is cut', (_how, text, body) => {
    expect(whole(text)).toMatchObject({ body, isWhole: true });
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2_000 }), { maxLength: 8 }), (places) => {
        const { body: seen, ends } = read(cut(text, places));
        expect([seen, ends.at(-1), ends.slice(0, -1).includes(true)]).toEqual([body, true, false]);
      }),
    );
  });

  it('without a length ends with the connection', () => {
    const { reader, body, isWhole } = whole(lines('HTTP/1.0 200 OK', '', BODY));
    expect([body, isWhole, reader.end(), reader.isKept]).toEqual([BODY, false, true, false]);
  });

  it('that is cut off is not whole', () => {
    const { reader, isWhole } = whole(sized(BODY).slice(0, -1));
    expect([isWhole, reader.end()]).toEqual([false, false]);
  });

  it.each([
    ['keeps its connection', sized(BODY), true, undefined],
    ['says how long', sized(BODY, 'Keep-Alive: timeout=5, max=10'), true, 5_000],
    ['closes it', sized(BODY, 'Connection: Close'), false, undefined],
    ['is old', sized(BODY).replace('1.1', '1.0'), false, undefined],
  ])('%s', (_what, text, isKept, keptMs) => {
    const { reader } = whole(text);
    expect([reader.isKept, reader.keptMs]).toEqual([isKept, keptMs]);
  });
});

describe('what could be read in two ways is refused', () => {
  const OK = 'HTTP/1.1 200 OK';
  it.each([
    ['no status', 'hello\r\n\r\n'],
    ['another protocol', lines('HTTP/1.1 101 Switching', 'upgrade: x', '', '')],
    ['two lengths', lines(OK, 'content-length: 2', 'content-length: 2', '', '{}')],
    ['length and chunks', lines(OK, 'content-length: 2', 'transfer-encoding: chunked', '', '0', '', '')],
    ['other encodings', lines(OK, 'transfer-encoding: gzip, chunked', '', '0', '', '')],
    ['a length that is none', lines(OK, 'content-length: +2', '', '{}')],
    ['a space before the colon', lines(OK, 'content-length : 2', '', '{}')],
    ['a line that goes on', lines(OK, 'x: 1', ' content-length: 2', '', '{}')],
    ['a line feed alone', `${OK}\r\nx: 1\ncontent-length: 2\r\n\r\n{}`],
    ['more than the answer', `${sized('{}')}HTTP/1.1`],
    ['more than the chunks', `${chunked('{}')}H`],
    ['a chunk longer than it said', lines(OK, 'transfer-encoding: chunked', '', '1', '{}', '0', '', '')],
    ['a size that is none', lines(OK, 'transfer-encoding: chunked', '', '0x2', '{}', '0', '', '')],
    ['an endless head', `${OK}\r\nx: ${'x'.repeat(40_000)}`],
    ['an endless line', `${lines(OK, 'transfer-encoding: chunked', '', '')}1;${'x'.repeat(2_000)}`],
  ])('%s', (_what, text) => {
    expect(() => whole(text)).toThrow(BrokenAnswerError);
    expect(() =>
      read(
        cut(
          text,
          [...text].map((_, at) => at),
        ),
      ),
    ).toThrow(BrokenAnswerError);
  });

  it('any bytes: an answer, a refusal or not enough, never anything else', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
    const text = fc
      .stringMatching(/^HTTP\/1\.1 200 (OK)?\r\n([A-Za-z:\- 0-9;\r\n]{0,80})$/)
      .map((each) => Buffer.from(each));
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, text), { maxLength: 4 }), (pieces) => {
        try {
          read(pieces);
        } catch (error) {
          expect(error).toBeInstanceOf(BrokenAnswerError);
        }
      }),
    );
  });
});
