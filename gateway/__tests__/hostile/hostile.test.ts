import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';
import { startTestGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { askEventStream, askHttp, askSocket, type Outcome, openSocket } from './ask.ts';
import { HOSTILE_OPERATIONS, type HostileOperation } from './operations.ts';

let hub: TestGateway;
beforeAll(async () => {
  hub = await startTestGateway();
});
afterAll(() => hub.close());

const costliest = { cpuMs: 0, what: '' };

function note({ cpuMs }: Outcome, what: string): void {
  if (cpuMs > costliest.cpuMs) Object.assign(costliest, { cpuMs, what });
}

/** What no answer to a stranger may hold: types and fields she did not name herself, SQL, paths, sizes, causes. */
function secretsIn(text: string, asked: string): string[] {
  const words = ['Person', 'Thing', 'Tick', 'Filter', 'Kind', 'SMALL', 'LARGE', 'friend', 'title', 'size', 'owner'];
  const schema = words.filter((word) => new RegExp(`\\b${word}\\b`).test(text) && !asked.includes(word));
  const others =
    text.match(/Did you mean|select .* from|at .+\.ts|node_modules|\/tmp\/|secret detail|subgraph/gi) ?? [];
  return [...schema, ...others, ...numbersIn(text, asked)];
}

/** Of a reference, of GraphQL's own integers, of a character that does not belong. */
const OPEN_NUMBERS = /Reference: [\w-]+|32-bit|U\+[\dA-F]+/g;

/** Numbers in the text of errors: the only ones a stranger may read are her own, none is that of a limit. */
const numbersIn = (text: string, asked: string): string[] =>
  [...text.matchAll(/"message":"((?:[^"\\]|\\.)*)"/g)]
    .flatMap(([, message = '']) => message.replace(OPEN_NUMBERS, '').match(/\d+/g) ?? [])
    .filter((number) => !asked.includes(number));

const STATUS: Record<string, number> = { ok: 200, INTERNAL: 200, PAYLOAD_TOO_LARGE: 413 };
const MAX_BYTES = 8 * 1024;

function check({ verdict, body, what }: HostileOperation, outcome: Outcome, status: number): void {
  note(outcome, what);
  const codes = [...new Set(outcome.codes)];
  expect([outcome.status, codes]).toEqual([status, verdict === 'ok' ? [] : [verdict]]);
  expect(Buffer.byteLength(outcome.text)).toBeLessThanOrEqual(MAX_BYTES);
  if (verdict !== 'ok') expect(secretsIn(outcome.text, body)).toEqual([]);
}

const cases = HOSTILE_OPERATIONS.map((operation) => [operation.id, operation.what, operation] as const);

describe('over POST', () => {
  it.each(cases)('%s %s', async (_id, _what, operation) => {
    const outcome = await askHttp(hub.url, operation.body);
    check(operation, outcome, STATUS[operation.verdict] ?? 400);
  });
});

describe('over an event stream', () => {
  /** What is wrong with the request has a status; what is wrong with the operation is an event. */
  const statusOf = ({ verdict }: HostileOperation) =>
    verdict === 'PAYLOAD_TOO_LARGE' ? 413 : verdict === 'BAD_REQUEST' ? 400 : 200;

  it.each(cases)('%s %s', async (_id, _what, operation) => {
    check(operation, await askEventStream(hub.url, operation.body), statusOf(operation));
  });
});

describe('W09, W10, W11 over a socket', () => {
  let socket: WebSocket;
  let asked = 0;
  const MESSAGE_TOO_BIG = 1009;
  const BAD_MESSAGE = 4400;

  beforeAll(async () => {
    socket = await openSocket(hub.wsUrl);
  });
  afterAll(() => socket.close());

  /** A message over the limit or against the protocol costs the socket, the operation in it nothing but itself. */
  const statusOf = ({ body }: HostileOperation) => (body.length > 64_000 ? MESSAGE_TOO_BIG : 200);

  it.each(cases)('%s %s', async (_id, _what, operation) => {
    // Nobody may say so much so fast on one socket.
    if (++asked % 40 === 0) socket.terminate();
    if (socket.readyState !== socket.OPEN) socket = await openSocket(hub.wsUrl);
    const outcome = await askSocket(socket, String(asked), operation.body);
    if (outcome.status === 200) check(operation, outcome, 200);
    else if (operation.verdict === 'BAD_REQUEST') expect(outcome.status).toBe(BAD_MESSAGE);
    else expect(outcome.status).toBe(statusOf(operation));
  });
});

describe('afterwards', () => {
  it('the process answers as before, and no object has learned anything', async () => {
    const { codes, text } = await askHttp(hub.url, '{"query":"{ person(id: 1) { id name } }"}');
    expect([codes, JSON.parse(text)]).toEqual([[], { data: { person: { id: '1', name: 'Person 1' } } }]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('none of them has cost more than a quarter of a second, with a margin for cold code', () => {
    process.stderr.write(`costliest hostile operation: ${Math.round(costliest.cpuMs)} ms (${costliest.what})\n`);
    expect(costliest.cpuMs).toBeLessThan(5 * 250);
  });
});
