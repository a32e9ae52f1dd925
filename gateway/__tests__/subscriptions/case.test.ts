import { describe, expect, it } from '@jest/globals';
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
});
