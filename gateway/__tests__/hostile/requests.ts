import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** A request of bytes, so that no library makes it better than it is. */
export interface HostileRequest {
  readonly id: string;
  readonly what: string;
  readonly bytes: Buffer;
  readonly status: number;
  readonly code: string | 'ok';
}

const QUERY = '{"query":"{ __typename }"}';
const OK = 'ok';

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
  /** Undefined: the true one; null: none. */
  readonly length?: string | null;
  /** Whether the connection is over after it; yes unless said otherwise. */
  readonly close?: boolean;
}

export function bytesOf(given: Given): Buffer {
  const { method = 'POST', path = '/graphql', headers = [], body = QUERY, length, close = true } = given;
  const content = typeof body === 'string' ? Buffer.from(body) : body;
  const type = headers.some((header) => /^content-type:/i.test(header)) ? [] : ['content-type: application/json'];
  const size = length === null ? [] : [`content-length: ${length ?? content.length}`];
  const head = [
    `${method} ${path} HTTP/1.1`,
    'host: hub.test',
    ...(close ? ['connection: close'] : []),
    ...type,
    ...size,
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]);
}

const entry = (id: string, what: string, status: number, code: string, given: Given): HostileRequest => ({
  id,
  what,
  status,
  code,
  bytes: bytesOf(given),
});

const typed = (type: string) => ({ headers: [`content-type: ${type}`] });
const packed = (encoding: string, body: Buffer) => ({ headers: [`content-encoding: ${encoding}`], body });
const bomb = `{"query":"{ __typename }#${'x'.repeat(20_000_000)}"}`;
const asked = `?query=${encodeURIComponent('{ __typename }')}`;
const mutation = `?query=${encodeURIComponent('mutation { rename(name: "x") { name } }')}`;
const stream = `?query=${encodeURIComponent('subscription { ticks { n } }')}`;
const get = (path: string, headers: readonly string[] = []): Given => ({
  method: 'GET',
  path: `/graphql${path}`,
  headers,
  body: '',
  length: null,
});

const pageAt = (path: string): Given => ({
  method: 'GET',
  path,
  headers: ['accept: text/html'],
  body: '',
  length: null,
});

/** P5, transport: what is wrong is the request itself. */
export const HOSTILE_REQUESTS: readonly HostileRequest[] = [
  entry('H01', 'a batch of two', 400, 'BAD_REQUEST', { body: `[${QUERY},${QUERY}]` }),
  entry('H01', 'a batch of 1,000', 400, 'BAD_REQUEST', { body: `[${Array(1_000).fill(QUERY).join()}]` }),
  entry('H01', 'an empty batch', 400, 'BAD_REQUEST', { body: '[]' }),
  entry('H02', 'a mutation by GET', 405, 'METHOD_NOT_ALLOWED', get(mutation)),
  entry(
    'H02',
    'a mutation by GET as a stream',
    405,
    'METHOD_NOT_ALLOWED',
    get(mutation, ['accept: text/event-stream']),
  ),
  entry('H03', 'a query by GET', 405, 'METHOD_NOT_ALLOWED', get(asked)),
  entry('H03', 'a query by GET as a stream', 405, 'METHOD_NOT_ALLOWED', get(asked, ['accept: text/event-stream'])),
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
  ].map((type) => entry('H04', `${type}, as a foreign page may send`, 415, 'UNSUPPORTED_MEDIA_TYPE', typed(type))),
  entry(
    'H05',
    'GET of the type message/rfc822',
    405,
    'METHOD_NOT_ALLOWED',
    get(asked, ['content-type: message/rfc822']),
  ),
  entry('H06', 'no content type', 415, 'UNSUPPORTED_MEDIA_TYPE', typed('')),
  entry('H06', 'a content type that is none', 415, 'UNSUPPORTED_MEDIA_TYPE', typed('json')),
  entry('H06', 'GraphQL as text', 415, 'UNSUPPORTED_MEDIA_TYPE', {
    ...typed('application/graphql'),
    body: '{ __typename }',
  }),
  entry('H06', 'two content types', 415, 'UNSUPPORTED_MEDIA_TYPE', typed('text/plain, application/json')),
  entry('H06', 'JSON in UTF-16', 400, 'BAD_REQUEST', {
    ...typed('application/json; charset=utf-16le'),
    body: Buffer.from(QUERY, 'utf16le'),
  }),
  entry('H06', 'a charset nobody knows', 200, OK, typed('application/json; charset=x-evil')),
  entry('H07', 'half a JSON', 400, 'BAD_REQUEST', { body: '{"query": "{ me' }),
  entry('H07', 'trailing garbage', 400, 'BAD_REQUEST', { body: `${QUERY}garbage` }),
  ...['null', '5', '"text"', 'true', ' ', '{}'].map((body) =>
    entry('H07', `${JSON.stringify(body)} as a body`, 400, 'BAD_REQUEST', { body }),
  ),
  entry('H07', 'no body', 400, 'BAD_REQUEST', { body: '' }),
  entry('H07', 'bytes that are no UTF-8', 400, 'GRAPHQL_PARSE_FAILED', {
    body: Buffer.concat([Buffer.from('{"query":"{ '), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from(' }"}')]),
  }),
  entry('H07', '__proto__ beside the query', 400, 'BAD_REQUEST', {
    body: '{"query":"{ __typename }","__proto__":{"polluted":1}}',
  }),
  entry('H08', 'a body of 257 KB', 413, 'PAYLOAD_TOO_LARGE', { body: `{"query":"${'#'.repeat(257 * 1024)}"}` }),
  entry('H08', 'the promise of 100 MB', 413, 'PAYLOAD_TOO_LARGE', { length: '104857600' }),
  entry('H08', '300 KB in chunks, without a length', 413, 'PAYLOAD_TOO_LARGE', {
    headers: ['transfer-encoding: chunked'],
    length: null,
    body: `${(300 * 1024).toString(16)}\r\n${'#'.repeat(300 * 1024)}\r\n0\r\n\r\n`,
  }),
  entry('H09', 'a gzip bomb', 415, 'UNSUPPORTED_MEDIA_TYPE', packed('gzip', gzipSync(bomb))),
  entry('H09', 'a deflate bomb', 415, 'UNSUPPORTED_MEDIA_TYPE', packed('deflate', deflateSync(bomb))),
  entry('H09', 'a brotli bomb', 415, 'UNSUPPORTED_MEDIA_TYPE', packed('br', brotliCompressSync(bomb))),
  entry('H09', 'a small body, packed', 415, 'UNSUPPORTED_MEDIA_TYPE', packed('gzip', gzipSync(QUERY))),
  entry('H10', 'a header of 20 KB', 431, 'PAYLOAD_TOO_LARGE', { headers: [`x-long: ${'x'.repeat(20_000)}`] }),
  entry('H10', '2,000 headers', 431, 'PAYLOAD_TOO_LARGE', {
    headers: Array.from({ length: 2_000 }, (_, n) => `x-${n}: ${n}`),
  }),
  entry('H11', 'both a length and chunks', 400, 'BAD_REQUEST', { headers: ['transfer-encoding: chunked'] }),
  entry('H11', 'two lengths', 400, 'BAD_REQUEST', { headers: ['content-length: 5'] }),
  entry('H11', 'a length that is none', 400, 'BAD_REQUEST', { length: '+26' }),
  entry('H11', 'a header name with a blank', 400, 'BAD_REQUEST', { headers: ['x y: z'] }),
  entry('H11', 'a chunk size that is none', 400, 'BAD_REQUEST', {
    headers: ['transfer-encoding: chunked'],
    length: null,
    body: 'zz\r\n',
  }),
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => entry('H13', method, 405, 'METHOD_NOT_ALLOWED', { method })),
  entry('H13', 'TRACE', 405, 'METHOD_NOT_ALLOWED', { method: 'TRACE', body: '', length: null }),
  // An answer to HEAD has no body, and so no code.
  entry('H13', 'HEAD, which opens no stream', 405, OK, {
    ...get(stream, ['accept: text/event-stream']),
    method: 'HEAD',
  }),
  entry('H13', 'a method that is none', 400, 'BAD_REQUEST', { method: 'EVIL' }),
  entry('H13', 'a path that leaves', 404, 'NOT_FOUND', { path: '/../../etc/passwd' }),
  entry('H13', 'a path of bad escapes', 400, 'BAD_REQUEST', { path: '/%ff%zz' }),
  entry('H14', 'forged forwarding headers', 200, OK, {
    headers: ['x-forwarded-for: 127.0.0.1', 'x-forwarded-host: evil.example', 'x-forwarded-proto: javascript'],
  }),
  entry('H14', 'who I am, in headers', 200, OK, {
    headers: ['x-user-id: 1', 'stadttor-acting-for: nobody', 'x-roles: staff'],
  }),
  entry('H14', 'a token that is none', 401, 'UNAUTHENTICATED', { headers: ['authorization: Bearer x.y.z'] }),
  entry('H14', 'a token of 10 KB', 401, 'UNAUTHENTICATED', {
    headers: [`authorization: Bearer ${'a.'.repeat(5_000)}`],
  }),
  entry('H14', 'Basic authorization', 401, 'UNAUTHENTICATED', { headers: ['authorization: Basic YTpi'] }),
  entry('Q55', 'a wish for traces and plans', 200, OK, {
    headers: ['apollo-federation-include-trace: ftv1', 'x-apollo-tracing: 1', 'apollo-query-plan-experimental: 1'],
  }),
  ...['/', '/graphiql', '/playground', '/voyager', '/altair', '/.env', '/graphql/', '/graphql/schema', '/metrics/'].map(
    (path) => entry('Q54', `a page for developers at ${path}`, 404, 'NOT_FOUND', pageAt(path)),
  ),
  entry('Q54', 'a landing page at the endpoint itself', 405, 'METHOD_NOT_ALLOWED', pageAt('/graphql')),
  ...[
    `application/json${';q=0.1'.repeat(2_000)}`,
    `${'a/b,'.repeat(3_000)}application/json`,
    `application/json${' '.repeat(12_000)}`,
  ].map((accept) => entry('Q39', `${accept.length} bytes of Accept`, 200, OK, { headers: [`accept: ${accept}`] })),
  entry('Q39', 'a cookie of semicolons', 200, OK, { headers: [`cookie: ${';='.repeat(6_000)}`] }),
  entry('Q39', 'a token of dots', 401, 'UNAUTHENTICATED', {
    headers: [`authorization: Bearer ${'.'.repeat(12_000)} x`],
  }),
  entry('Q39', 'a trace of dashes', 200, OK, { headers: [`traceparent: ${'00-'.repeat(4_000)}`] }),
  entry('H15', 'an answer type that is none', 406, 'NOT_ACCEPTABLE', { headers: ['accept: image/png'] }),
];

/** What came back, and whether it was JSON. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

export async function sendRaw(port: number, bytes: Buffer): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {});
  // Not ended from here: a server that waits for more than was promised would see its end at once.
  socket.write(bytes);
  await once(socket, 'close');
  const text = Buffer.concat(chunks).toString();
  const [headers = '', ...rest] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(headers)?.[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}
