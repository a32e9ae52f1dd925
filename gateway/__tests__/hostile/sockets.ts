import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A frame as the protocol writes it (RFC 6455), with what one may do wrong. */
export interface FrameOptions {
  readonly opcode?: number;
  readonly fin?: boolean;
  /** The three bits that nobody has given a meaning. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** What the frame says its length is, whatever follows. */
  readonly claims?: bigint;
}

export function frame(payload: string | Buffer, options: FrameOptions = {}): Buffer {
  const { opcode = 1, fin = true, reserved = 0, masked = true, claims } = options;
  const data = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const length = claims ?? BigInt(data.length);
  const mask = masked ? 0x80 : 0;
  const head = Buffer.alloc(length < 126n ? 2 : length < 65_536n ? 4 : 10);
  head[0] = first;
  if (head.length === 2) head[1] = mask | Number(length);
  else if (head.length === 4) {
    head[1] = mask | 126;
    head.writeUInt16BE(Number(length), 2);
  } else {
    head[1] = mask | 127;
    head.writeBigUInt64BE(length, 2);
  }
  if (!masked) return Buffer.concat([head, data]);
  const key = randomBytes(4);
  return Buffer.concat([head, key, Buffer.from(data.map((byte, at) => byte ^ (key[at % 4] ?? 0)))]);
}

/** A socket whose frames are ours to write. */
export async function rawSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    'GET /graphql HTTP/1.1\r\nhost: hub.test\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n' +
      `sec-websocket-key: ${randomBytes(16).toString('base64')}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  );
  await once(socket, 'data');
  return socket;
}

/** The code in the close frame that came, 1006 when the other side just went. */
export async function closeCodeOf(socket: Socket): Promise<number> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    // Whoever is told that it is over says so too, or the server waits for it.
    if (closeIn(Buffer.concat(chunks)) !== undefined) socket.end();
  });
  await once(socket, 'close');
  return closeIn(Buffer.concat(chunks)) ?? 1006;
}

/** Walks over frames of a server, which are not masked. */
function closeIn(bytes: Buffer): number | undefined {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const opcode = (bytes[at] ?? 0) & 0x0f;
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (opcode === 8) return length >= 2 ? bytes.readUInt16BE(at + head) : 1005;
    at += head + length;
  }
  return undefined;
}

export interface HostileSocket {
  /** As in the list of promises (P6): W01 ... W25. */
  readonly id: string;
  readonly what: string;
  readonly bytes: Buffer;
  readonly code: number;
  /** Said hello before, and was greeted. */
  readonly isGreeted?: boolean;
}

const entry = (id: string, what: string, code: number, ...frames: Buffer[]): HostileSocket => ({
  id,
  what,
  code,
  bytes: Buffer.concat(frames),
});
const greeted = (...given: Parameters<typeof entry>): HostileSocket => ({ ...entry(...given), isGreeted: true });
export const say = (message: object | string) => frame(typeof message === 'string' ? message : JSON.stringify(message));
export const HELLO = say({ type: 'connection_init' });
const subscribe = (id: unknown, query: unknown = '{ __typename }') =>
  say({ type: 'subscribe', id, payload: { query } } as object);

const PROTOCOL = 1002;
const NOT_UTF8 = 1007;
const TOO_BIG = 1009;
const TRY_LATER = 1013;
const BAD = 4400;
const NO_INIT = 4408;

/** P6: what is wrong is said on the socket itself; each costs this socket and no other. */
export const HOSTILE_SOCKETS: readonly HostileSocket[] = [
  entry('W03', 'an operation before init', 4401, subscribe('1')),
  entry('W03', 'a subscription before init', 4401, subscribe('1', 'subscription { ticks { n } }')),
  greeted('W05', 'a second init', 4429, HELLO),
  greeted(
    'W22',
    'a second init with another identity',
    4429,
    say({ type: 'connection_init', payload: { authorization: 'Bearer x' } }),
  ),
  greeted(
    'W06',
    'an id twice',
    4409,
    subscribe('1', 'subscription { ticks { n } }'),
    subscribe('1', 'subscription { ticks { n } }'),
  ),
  ...[
    'what?',
    '',
    'null',
    '5',
    '"text"',
    '[]',
    '[{"type":"ping"}]',
    '{}',
    '{"type":5}',
    '{"type":"hello"}',
    '{"type":"__proto__"}',
    '{"type":"constructor"}',
  ].map((text) => entry('W07', `${JSON.stringify(text)}`, BAD, say(text))),
  ...['connection_ack', 'next', 'error', 'start', 'stop', 'connection_terminate'].map((type) =>
    greeted('W07', `"${type}", which a client does not say`, BAD, say({ type, id: '1', payload: [] })),
  ),
  greeted('W08', 'an id that is a number', BAD, subscribe(5)),
  greeted('W08', 'an id that is an object', BAD, subscribe({ toString: 1 })),
  greeted('W08', 'no id', BAD, subscribe(undefined)),
  greeted('W08', 'an empty id', BAD, subscribe('')),
  greeted('W08', 'a query that is an object', BAD, subscribe('1', {})),
  greeted('W08', 'no payload', BAD, say({ type: 'subscribe', id: '1' })),
  greeted(
    'W08',
    'variables that are a text',
    BAD,
    say({ type: 'subscribe', id: '1', payload: { query: '{a}', variables: 'x' } }),
  ),
  greeted('W15', 'pings without end', TRY_LATER, ...Array.from({ length: 200 }, () => say({ type: 'ping' }))),
  greeted(
    'W14',
    'operations begun and ended without end',
    TRY_LATER,
    ...Array.from({ length: 100 }, (_, n) =>
      Buffer.concat([subscribe(String(n), 'subscription { ticks { n } }'), say({ type: 'complete', id: String(n) })]),
    ),
  ),
  entry('W16', 'a message of 65 KB', TOO_BIG, frame('x'.repeat(65 * 1024))),
  entry('W16', 'the promise of 100 MB', TOO_BIG, frame('x', { claims: 100n << 20n })),
  entry('W16', 'the promise of more than there is', TOO_BIG, frame('x', { claims: 1n << 62n })),
  entry(
    'W16',
    '16,000 tiny fragments of a message that never ends',
    NO_INIT,
    frame('x', { fin: false }),
    ...Array.from({ length: 16_000 }, () => frame('x', { fin: false, opcode: 0 })),
  ),
  entry(
    'W16',
    '100 KB in fragments',
    TOO_BIG,
    frame('x'.repeat(50_000), { fin: false }),
    frame('x'.repeat(50_000), { opcode: 0 }),
  ),
  entry('W16', 'a packed message, which nobody agreed to', PROTOCOL, frame('x', { reserved: 4 })),
  entry('W17', 'bytes instead of text', BAD, frame('{"type":"ping"}', { opcode: 2 })),
  entry('W17', 'a text that is no UTF-8', NOT_UTF8, frame(Buffer.from([0xff, 0xfe, 0xc0]))),
  entry('W17', 'a frame without a mask', PROTOCOL, frame('{"type":"ping"}', { masked: false })),
  entry('W17', 'reserved bits', PROTOCOL, frame('{"type":"ping"}', { reserved: 3 })),
  ...[3, 7, 11, 15].map((opcode) =>
    entry('W17', `opcode ${opcode}, which means nothing`, PROTOCOL, frame('x', { opcode })),
  ),
  entry('W17', 'a fragment of nothing before', PROTOCOL, frame('x', { opcode: 0 })),
  entry('W17', 'a ping in fragments', PROTOCOL, frame('x', { opcode: 9, fin: false })),
  entry('W17', 'a ping of 200 bytes', PROTOCOL, frame('x'.repeat(200), { opcode: 9 })),
  entry('W17', 'a close with half a code', PROTOCOL, frame('x', { opcode: 8 })),
  entry('W17', 'a close with a code that is none', PROTOCOL, frame(Buffer.from([0x00, 0x01]), { opcode: 8 })),
  ...[
    ['a token that is none', { authorization: 'Bearer x' }],
    ['a token in a list', { authorization: ['Bearer x'] }],
    ['a token that is an object', { authorization: { jwt: 'x' } }],
  ].map(([what, payload]) =>
    entry('W24', `init with ${what}`, 4403, say({ type: 'connection_init', payload } as object)),
  ),
  entry('W24', 'init with a text for a payload', BAD, say({ type: 'connection_init', payload: 'x' })),
];
