import { describe, expect, it } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import { UnauthenticatedError, UnavailableError } from '../../../platform/errors/index.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { until } from '../../testing/until.ts';
import type { SubgraphRequest, SubgraphResponse } from '../../transports/transport.ts';
import { citizen, makeHub, type TestSubgraph, toAnswer } from '../harness.ts';

const payment: TestSubgraph = {
  name: 'payment',
  typeDefs: `type Case @key(fields: "id") { id: ID!  fees: [Fee!] @authenticated }  type Fee { cents: Int! }`,
  resolvers: {
    Case: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      fees: ({ id }: { id: string }) => [{ cents: Number(id) * 100 }],
    },
  },
};

/** A townhall whose stream is written by the test. */
const townhall = (stream: (request: SubgraphRequest) => AsyncIterableIterator<SubgraphResponse>): TestSubgraph => ({
  name: 'townhall',
  typeDefs: `
    type Query { ping: String }
    type Subscription { caseEvents(after: String): CaseEvent!  secret: Int @authenticated }
    type CaseEvent { version: Int!  case: Case }
    type Case @key(fields: "id") { id: ID! }`,
  stream,
});

const event = (version: number, cursor: string): SubgraphResponse => ({
  data: { caseEvents: { version, case: { __typename: 'Case', id: String(version) } } },
  extensions: { cursor },
});

const QUERY = 'subscription { caseEvents { version case { fees { cents } } } }';
const quick = { healthyAfterMs: 0, pauseMs: 1, maxPauseMs: 4, giveUpAfterMs: 30 };

describe('a subscription', () => {
  it('fetches the fields of another subgraph for each event', async () => {
    const hub = makeHub([
      townhall(async function* () {
        yield event(1, 'a');
        yield event(2, 'b');
      }),
      payment,
    ]);
    const events = hub.stream(QUERY, { as: citizen() });
    const first = await events.next();
    const second = await events.next();
    await events.return?.();
    expect(first.value.cursor).toBe('a');
    expect(toAnswer(first.value.result).data).toEqual({ caseEvents: { version: 1, case: { fees: [{ cents: 100 }] } } });
    expect(toAnswer(second.value.result).data).toEqual({
      caseEvents: { version: 2, case: { fees: [{ cents: 200 }] } },
    });
  });

  it('opens again after the last cursor when the upstream ends', async () => {
    const opened: (string | undefined)[] = [];
    const hub = makeHub(
      [
        townhall(async function* ({ resumeAfter }) {
          opened.push(resumeAfter);
          yield event(opened.length, `c${opened.length}`);
        }),
        payment,
      ],
      { streamTiming: quick },
    );
    const events = hub.stream(QUERY, { as: citizen(), resumeAfter: 'c0' });
    for (let i = 0; i < 3; i++) await events.next();
    await events.return?.();
    expect(opened).toEqual(['c0', 'c1', 'c2']);
  });

  it('throws before the first event when the root field is withheld', async () => {
    const hub = makeHub([
      townhall(async function* () {
        yield event(1, 'a');
      }),
      payment,
    ]);
    await expect(hub.stream('subscription { secret }').next()).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' },
    });
    expect(hub.calls).toEqual([]);
  });

  it('ends the upstream at once when the client leaves, even while it is quiet', async () => {
    const upstream = quietUpstream();
    const hub = makeHub([townhall(upstream.stream), payment]);
    const events = hub.stream(QUERY, { as: citizen() });
    const pending = events.next();
    await upstream.opened;
    await events.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(upstream.signal()?.aborted).toBe(true);
  });

  it('ends the upstream at once when the request is aborted', async () => {
    const upstream = quietUpstream();
    const hub = makeHub([townhall(upstream.stream), payment]);
    const abort = new AbortController();
    const pending = hub.stream(QUERY, { as: citizen(), signal: abort.signal }).next();
    await upstream.opened;
    abort.abort();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(upstream.signal()?.aborted).toBe(true);
  });

  it('asks for the next event only when the client took the last one', async () => {
    let given = 0;
    const hub = makeHub([
      townhall(async function* () {
        while (true) yield event(++given, `c${given}`);
      }),
      payment,
    ]);
    const events = hub.stream(QUERY, { as: citizen() });
    await events.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(given).toBe(1);
    await events.return?.();
  });

  it('passes bookmarks on as mere cursors and opens again after them', async () => {
    const opened: (string | undefined)[] = [];
    const hub = makeHub(
      [
        townhall(async function* ({ resumeAfter }) {
          opened.push(resumeAfter);
          yield { extensions: { cursor: 'mark' } };
        }),
        payment,
      ],
      { streamTiming: quick },
    );
    const events = hub.stream(QUERY, { as: citizen() });
    expect(await events.next()).toEqual({ done: false, value: { cursor: 'mark' } });
    await events.next();
    await events.return?.();
    expect(opened).toEqual([undefined, 'mark']);
  });

  it.each(['CURSOR_EXPIRED', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT'])(
    'hands %s out and ends',
    async (code) => {
      const hub = makeHub([
        townhall(async function* () {
          yield { data: null, errors: [{ message: 'no', extensions: { code } }] };
        }),
        payment,
      ]);
      const events = hub.stream(QUERY, { as: citizen() });
      const { value } = await events.next();
      expect(toAnswer(value.result).errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
      expect((await events.next()).done).toBe(true);
      expect(hub.calls).toHaveLength(1);
    },
  );

  it.each(['UNAVAILABLE', 'INTERNAL'])('tries again after %s', async (code) => {
    let openings = 0;
    const hub = makeHub(
      [
        townhall(async function* () {
          if (++openings < 3) yield { data: null, errors: [{ message: 'later', extensions: { code } }] };
          else yield event(1, 'a');
        }),
        payment,
      ],
      { streamTiming: { ...quick, giveUpAfterMs: 5000 } },
    );
    const events = hub.stream(QUERY, { as: citizen() });
    expect((await events.next()).value.cursor).toBe('a');
    await events.return?.();
    expect(openings).toBe(3);
  });

  it('tries again after a broken connection, and gives up with UNAVAILABLE in the end', async () => {
    const hub = makeHub(
      [
        // biome-ignore lint/correctness/useYield: it breaks before it could.
        townhall(async function* () {
          throw new Error('connection reset');
        }),
        payment,
      ],
      { streamTiming: quick },
    );
    const events = hub.stream(QUERY, { as: citizen() });
    const { value } = await events.next();
    expect(toAnswer(value.result).errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    expect((await events.next()).done).toBe(true);
    expect(hub.calls.length).toBeGreaterThan(2);
  });

  it('goes on after an event that went wrong', async () => {
    const hub = makeHub([
      townhall(async function* () {
        yield { data: null, errors: [{ message: 'no', path: ['caseEvents'] }], extensions: { cursor: 'a' } };
        yield event(2, 'b');
      }),
      payment,
    ]);
    const events = hub.stream(QUERY, { as: citizen() });
    const first = await events.next();
    expect(toAnswer(first.value.result)).toMatchObject({ data: null, errors: [{ path: ['caseEvents'] }] });
    expect((await events.next()).value.cursor).toBe('b');
    await events.return?.();
  });

  it('judges each event anew: a right taken away withholds its field from then on', async () => {
    let principal: Principal = citizen();
    const opened: (string | undefined)[] = [];
    const hub = makeHub([
      townhall(async function* ({ resumeAfter }) {
        opened.push(resumeAfter);
        for (let n = Number(resumeAfter ?? 0) + 1; ; n++) yield event(n, String(n));
      }),
      payment,
    ]);
    const events = hub.stream(QUERY, { principal: async () => principal });
    await events.next();
    principal = PUBLIC_PRINCIPAL;
    const { value } = await events.next();
    await events.return?.();
    expect(toAnswer(value.result)).toMatchObject({
      data: { caseEvents: { version: 2, case: { fees: null } } },
      errors: [{ path: ['caseEvents', 'case', 'fees'], extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(opened).toEqual([undefined, '1']);
  });

  it('asks again for whom it is when she keeps her fields and loses her office, and tells nothing of the old one', async () => {
    let principal: Principal = citizen({ kind: 'staff', offices: [34] });
    const opened: (readonly [string | undefined, readonly number[]])[] = [];
    const refusal = { message: 'There is nothing here for you.', extensions: { code: 'NOT_FOUND' } };
    const hub = makeHub([
      townhall(async function* ({ resumeAfter, principal: { offices } }) {
        opened.push([resumeAfter, offices]);
        if (offices.length === 0) yield { data: null, errors: [refusal] };
        for (let n = Number(resumeAfter ?? 0) + 1; ; n++) yield event(n, String(n));
      }),
      payment,
    ]);
    const events = hub.stream(QUERY, { principal: async () => principal });
    await events.next();
    principal = { ...principal, kind: 'citizen', offices: [] };
    const { value } = await events.next();
    expect(toAnswer(value.result)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect((await events.next()).done).toBe(true);
    expect(opened).toEqual([
      [undefined, [34]],
      ['1', []],
    ]);
  });

  it.each<[string, () => Promise<Principal>, string[]]>([
    ['ends with the reason when its root is withheld', async () => PUBLIC_PRINCIPAL, ['UNAUTHENTICATED']],
    [
      'ends with the reason when the principal is gone',
      () => Promise.reject(new UnauthenticatedError()),
      ['UNAUTHENTICATED'],
    ],
    ['goes on while nobody can say who it is', () => Promise.reject(new UnavailableError()), []],
  ])('that hears nothing %s', async (_what, later, codes) => {
    let principal = async (): Promise<Principal> => citizen();
    let opened = 0;
    const hub = makeHub([
      townhall(async function* ({ signal }) {
        opened++;
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    ]);
    const events = hub.stream('subscription { secret }', { principal: () => principal() });
    const first = events.next();
    await until(() => opened === 1);
    principal = later;
    await events.replan();
    if (codes.length === 0) await events.return?.();
    const { value } = await first;
    expect((value?.result?.errors ?? []).map((error: GraphQLError) => error.extensions.code)).toEqual(codes);
    expect(opened).toBe(1);
  });

  it('ends with the reason when its root is withheld later, or the principal is gone', async () => {
    let gone = false;
    const hub = makeHub([
      townhall(async function* () {
        while (true) yield event(1, 'a');
      }),
      payment,
    ]);
    const principal = async () => {
      if (gone) throw new UnauthenticatedError();
      return citizen();
    };
    const events = hub.stream(QUERY, { principal });
    await events.next();
    gone = true;
    expect(toAnswer((await events.next()).value.result).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    expect((await events.next()).done).toBe(true);
  });

  it.each([
    'subscription ($on: Boolean!) { caseEvents @include(if: $on) { version } }',
    'subscription ($on: Boolean!) { ... @skip(if: $on) { caseEvents { version } } }',
  ])('is refused when its root depends on a variable: %s', (query) => {
    const hub = makeHub([
      townhall(async function* () {
        yield event(1, 'a');
      }),
      payment,
    ]);
    expect(() => hub.stream(query, { variables: { on: true } })).toThrow('cannot stand on the root');
  });

  it('is refused when it asks for nothing but its own name', () => {
    const hub = makeHub([townhall(quietUpstream().stream), payment]);
    expect(() => hub.stream('subscription { __typename }')).toThrow();
  });
});

/** An upstream that never says anything; it tells when it was opened and keeps the signal it got. */
function quietUpstream() {
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  let signal: SubgraphRequest['signal'];
  async function* stream(request: SubgraphRequest): AsyncGenerator<SubgraphResponse> {
    signal = request.signal;
    resolve();
    await new Promise<void>((done) => request.signal?.addEventListener('abort', () => done()));
    yield* [];
  }
  return { opened, stream, signal: () => signal };
}
