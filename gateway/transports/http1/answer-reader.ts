import { SECOND } from '../../../platform/time.ts';

/** A head or a line of a chunked body that is longer than this is none. */
const MAX_HEAD_BYTES = 32 * 1024;
const MAX_LINE_BYTES = 1024;
const CHUNK_SIZE = /^([\da-f]{1,8})[\t ]*(?:;.*)?$/i;
const LENGTH = /^\d{1,15}$/;
/** A line that ends otherwise than with both characters, or goes on in the next one. */
const ODD_LINE = /[^\r]\n|\r[^\n]|\n[\t ]/;

const SPACE = 32;
const LENGTHS_OF_NAMES = new Set(
  ['content-length', 'transfer-encoding', 'connection', 'keep-alive'].map(({ length }) => length),
);

/** How the end of the body is known: by its length, by its chunks, or by the end of the connection (RFC 9112, 6.3). */
type Framing = 'sized' | 'chunked' | 'until-close';
/** What the next line of a chunked body must be. */
type Line = 'size' | 'chunk-end' | 'trailer';

/** This is no HTTP/1.1, or not all of it came. */
export class BrokenAnswerError extends Error {}

/**
 * Reads one answer (Antwort) off a connection: HTTP/1.1 as servers of GraphQL speak it (RFC 9112). Strict: whatever could be
 * read in two ways is refused, since the next answer on the same connection would be somebody else's.
 */
export class AnswerReader {
  status = 0;
  /** Whether the connection may be used again, and for how long the server says it keeps it. */
  isKept = true;
  keptMs: number | undefined;
  /** Bytes of the body so far. */
  length = 0;
  readonly #onBody: (bytes: Buffer) => void;
  #head: Buffer | undefined;
  #framing: Framing | undefined;
  #size: number | undefined;
  #isChunked = false;
  #isOver = false;
  /** Of a body with a length, or of the chunk being read: what is still to come. */
  #left = 0;
  #expects: Line = 'size';
  #line = '';

  /** `onBody` gets each piece of the body; the bytes are only lent. */
  constructor(onBody: (bytes: Buffer) => void) {
    this.#onBody = onBody;
  }

  /** Whether anything has come yet. */
  get hasBegun(): boolean {
    return this.#head !== undefined || this.#framing !== undefined;
  }

  /** Takes what came; true when the answer is whole. @throws BrokenAnswerError */
  feed(bytes: Buffer): boolean {
    const body = this.#framing ? bytes : this.#readHead(bytes);
    if (!body) return false;
    if (this.#framing === 'chunked') this.#readChunks(body);
    else this.#readPlain(body);
    return this.#isOver;
  }

  /** The connection has ended; true when that is the end of this answer too. */
  end(): boolean {
    return this.#framing === 'until-close';
  }

  /** What follows the head; undefined while it is not there yet. */
  #readHead(bytes: Buffer): Buffer | undefined {
    const all = this.#head ? Buffer.concat([this.#head, bytes]) : bytes;
    const end = all.indexOf('\r\n\r\n');
    if (end > MAX_HEAD_BYTES || (end < 0 && all.length > MAX_HEAD_BYTES)) throw new BrokenAnswerError('head too long');
    if (end < 0) {
      this.#head = Buffer.from(all);
      return undefined;
    }
    this.#takeHead(all.toString('latin1', 0, end));
    const rest = all.subarray(end + 4);
    if (this.#framing) return rest;
    // An interim answer (1xx): the real one follows.
    this.#head = undefined;
    return rest.length > 0 ? this.#readHead(rest) : undefined;
  }

  #takeHead(head: string): void {
    if (ODD_LINE.test(head)) throw new BrokenAnswerError('line');
    const [statusLine = '', ...lines] = head.split('\r\n');
    const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(statusLine) ?? [];
    if (!status) throw new BrokenAnswerError('no status line');
    this.status = Number(status);
    this.isKept = minor === '1';
    for (const line of lines) this.#takeHeader(line);
    if (this.status >= 200) this.#frame();
    else if (this.status === 101) throw new BrokenAnswerError('another protocol');
  }

  #takeHeader(line: string): void {
    const colon = line.indexOf(':');
    if (colon < 1 || line.charCodeAt(colon - 1) <= SPACE) throw new BrokenAnswerError('not a header');
    // Four are of interest; most others are told apart by their length.
    if (!LENGTHS_OF_NAMES.has(colon)) return;
    const value = line.slice(colon + 1).trim();
    switch (line.slice(0, colon).toLowerCase()) {
      case 'content-length':
        if (!LENGTH.test(value) || this.#size !== undefined) throw new BrokenAnswerError('length');
        this.#size = Number(value);
        break;
      case 'transfer-encoding':
        if (value.toLowerCase() !== 'chunked' || this.#isChunked) throw new BrokenAnswerError('transfer-encoding');
        this.#isChunked = true;
        break;
      case 'connection':
        if (/\bclose\b/i.test(value)) this.isKept = false;
        break;
      case 'keep-alive':
        this.keptMs = secondsIn(value);
    }
  }

  #frame(): void {
    const isEmpty = this.status === 204 || this.status === 304;
    if (this.#isChunked && this.#size !== undefined) throw new BrokenAnswerError('two lengths');
    this.#framing = isEmpty || this.#size !== undefined ? 'sized' : this.#isChunked ? 'chunked' : 'until-close';
    this.#left = this.#framing === 'sized' && !isEmpty ? (this.#size ?? 0) : 0;
    this.#isOver = this.#framing === 'sized' && this.#left === 0;
    if (this.#framing === 'until-close') this.isKept = false;
  }

  #readPlain(bytes: Buffer): void {
    if (this.#framing === 'sized') {
      this.#checkSurplus(bytes.length > this.#left);
      this.#left -= bytes.length;
      this.#isOver = this.#left === 0;
    }
    if (bytes.length > 0) this.#take(bytes);
  }

  #readChunks(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      this.#checkSurplus(this.#isOver);
      at = this.#left > 0 ? this.#readChunk(bytes, at) : this.#readLine(bytes, at);
    }
  }

  #readChunk(bytes: Buffer, from: number): number {
    const to = Math.min(bytes.length, from + this.#left);
    this.#left -= to - from;
    this.#take(bytes.subarray(from, to));
    return to;
  }

  #readLine(bytes: Buffer, from: number): number {
    const end = bytes.indexOf(10, from);
    this.#line += bytes.toString('latin1', from, end < 0 ? bytes.length : end);
    if (this.#line.length > MAX_LINE_BYTES) throw new BrokenAnswerError('line too long');
    if (end < 0) return bytes.length;
    if (!this.#line.endsWith('\r')) throw new BrokenAnswerError('line');
    this.#takeLine(this.#line.slice(0, -1));
    this.#line = '';
    return end + 1;
  }

  #takeLine(line: string): void {
    if (this.#expects === 'size') {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined) throw new BrokenAnswerError('chunk size');
      this.#left = Number.parseInt(size, 16);
      this.#expects = this.#left === 0 ? 'trailer' : 'chunk-end';
    } else if (this.#expects === 'chunk-end') {
      if (line !== '') throw new BrokenAnswerError('chunk longer than it said');
      this.#expects = 'size';
    } else this.#isOver = line === '';
  }

  #take(bytes: Buffer): void {
    this.length += bytes.length;
    this.#onBody(bytes);
  }

  #checkSurplus(isSurplus: boolean): void {
    if (isSurplus) throw new BrokenAnswerError('more than the answer');
  }
}

const secondsIn = (keepAlive: string): number | undefined => {
  const seconds = /\btimeout=(\d{1,6})/i.exec(keepAlive)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * SECOND;
};
