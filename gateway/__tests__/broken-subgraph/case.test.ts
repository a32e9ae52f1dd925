import { describe, expect, it } from '@jest/globals';
import { UnavailableError } from '../../../platform/errors/index.ts';
import { makeHub, type TestSubgraph } from '../harness.ts';

const stops: TestSubgraph = {
  name: 'stops',
  typeDefs: `
    type Query { stops: [Stop!]  first: Stop }
    type Stop @key(fields: "id") { id: ID!  name: String }`,
  resolvers: {
    Query: {
      stops: () => ['1', '2'].map((id) => ({ id, name: `stop ${id}` })),
      first: () => ({ id: '1', name: 'stop 1' }),
    },
  },
};
const live: TestSubgraph = {
  name: 'live',
  typeDefs: `
    type Query { lines: [String]  news: String }
    type Stop @key(fields: "id") { id: ID!  delay: Int  must: Int! }`,
  resolvers: { Stop: { __resolveReference: ({ id }: { id: string }) => ({ id, delay: 3, must: 1 }) } },
};

const withLive = (answer: TestSubgraph['answer']) => makeHub([stops, { ...live, answer }]);
const brief = (errors: readonly { path?: unknown; extensions?: { code?: unknown } }[] | undefined) =>
  errors?.map(({ path, extensions }) => ({ path, code: extensions?.code }));

describe('a subgraph that is down', () => {
  const down = () =>
    withLive(() => {
      throw new UnavailableError('live at 10.0.0.7 refused');
    });

  it('costs its own fields, with one clear error, and nothing else', async () => {
    const { data, errors } = await down().run('{ first { name delay } }');
    expect(data).toEqual({ first: { name: 'stop 1', delay: null } });
    expect(brief(errors)).toEqual([{ path: ['first', 'delay'], code: 'UNAVAILABLE' }]);
    expect(errors?.[0]?.extensions?.details).toEqual({ retryable: true });
  });

  it('gives one error for a whole list', async () => {
    const { data, errors } = await down().run('{ stops { name delay } }');
    expect(data).toEqual({
      stops: [
        { name: 'stop 1', delay: null },
        { name: 'stop 2', delay: null },
      ],
    });
    expect(brief(errors)).toEqual([{ path: ['stops', '@', 'delay'], code: 'UNAVAILABLE' }]);
  });

  it('gives each root field its error under its own alias', async () => {
    const { data, errors } = await down().run('{ l: lines news first { name } }');
    expect(data).toEqual({ l: null, news: null, first: { name: 'stop 1' } });
    expect(brief(errors)).toEqual([
      { path: ['l'], code: 'UNAVAILABLE' },
      { path: ['news'], code: 'UNAVAILABLE' },
    ]);
  });

  it('nulls the nearest nullable parent without a second error', async () => {
    const { data, errors } = await down().run('{ stops { name must } }');
    expect(data).toEqual({ stops: null });
    expect(errors).toHaveLength(1);
  });

  it('is asked once, not again', async () => {
    const hub = down();
    await hub.run('{ stops { delay } }');
    expect(hub.calls.filter(({ subgraph }) => subgraph === 'live')).toHaveLength(1);
  });
});

describe('a subgraph that answers rubbish', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'oops'],
    ['an empty object', {}],
    ['null data without errors', { data: null }],
    ['no entities', { data: {} }],
    ['too few entities', { data: { _entities: [{ delay: 1 }] } }],
    ['entities that are none', { data: { _entities: [1, 'x'] } }],
    ['lists for objects', { data: { _entities: [[], []] } }],
  ])('%s counts as down', async (_what, rubbish) => {
    const hub = withLive(() => rubbish as never);
    const { data, errors } = await hub.run('{ stops { name delay } }');
    expect(data).toEqual({
      stops: [
        { name: 'stop 1', delay: null },
        { name: 'stop 2', delay: null },
      ],
    });
    expect(brief(errors)).toEqual([{ path: ['stops', '@', 'delay'], code: 'UNAVAILABLE' }]);
  });

  it('a value of the wrong type is null with an error at its place', async () => {
    const hub = withLive(() => ({ data: { _entities: [{ delay: { no: 1 } }, { delay: 2 }] } }));
    const { data, errors } = await hub.run('{ stops { delay } }');
    expect(data).toEqual({ stops: [{ delay: null }, { delay: 2 }] });
    expect(brief(errors)).toEqual([{ path: ['stops', 0, 'delay'], code: 'UNAVAILABLE' }]);
  });

  it('a bug in a transport is masked, its cause goes to the log only', async () => {
    const hub = withLive(() => {
      throw new TypeError('secret stack');
    });
    const { errors } = await hub.run('{ first { delay } }');
    expect(brief(errors)).toEqual([{ path: ['first', 'delay'], code: 'INTERNAL' }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
    expect(hub.unknownErrors).toEqual([new TypeError('secret stack')]);
  });
});

describe('errors of a subgraph', () => {
  const withErrors = (errors: unknown, data: unknown) => withLive(() => ({ data, errors }) as never);

  it('stand at every place that shows the entity', async () => {
    const hub = withErrors([{ message: 'late', path: ['_entities', 0, 'delay'] }], { _entities: [{ delay: null }] });
    const { errors } = await hub.run('{ first { delay } }');
    expect(brief(errors)).toEqual([{ path: ['first', 'delay'], code: 'INTERNAL' }]);
    const twice = await makeHub([
      { ...stops, resolvers: { Query: { stops: () => [{ id: '1' }, { id: '1' }] } } },
      {
        ...live,
        answer: () => ({
          data: { _entities: [{ delay: null }] },
          errors: [{ message: 'late', path: ['_entities', 0, 'wait'] }],
        }),
      },
    ]).run('{ stops { wait: delay } }');
    expect(brief(twice.errors)).toEqual([
      { path: ['stops', 0, 'wait'], code: 'INTERNAL' },
      { path: ['stops', 1, 'wait'], code: 'INTERNAL' },
    ]);
  });

  it('pass code, details and reference on, and nothing else', async () => {
    const extensions = {
      code: 'SLOT_TAKEN',
      details: { slot: 1 },
      reference: 'r-1',
      stacktrace: ['at secret.ts'],
      serviceName: 'live',
      exception: {},
    };
    const hub = withErrors([{ message: 'taken', extensions, path: ['_entities', 0, 'delay'] }], {
      _entities: [{ delay: null }],
    });
    const { errors } = await hub.run('{ first { delay } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'SLOT_TAKEN', details: { slot: 1 }, reference: 'r-1' });
  });

  it('without a path stand at what was asked', async () => {
    const hub = withErrors([{ message: 'refused', extensions: { code: 'OVERLOADED' } }], null);
    const { data, errors } = await hub.run('{ first { name delay } }');
    expect(data).toEqual({ first: { name: 'stop 1', delay: null } });
    expect(brief(errors)).toEqual([{ path: ['first', 'delay'], code: 'OVERLOADED' }]);
  });
});

describe('answers that are shared', () => {
  it('are never changed', async () => {
    const freeze = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
      return value;
    };
    const shared = freeze({ data: { stops: [{ __typename: 'Stop', id: '1', name: 'frozen' }] } });
    const hub = makeHub([{ ...stops, answer: () => shared }, live]);
    expect((await hub.run('{ stops { name delay } }')).data).toEqual({ stops: [{ name: 'frozen', delay: 3 }] });
    expect((await hub.run('{ stops { name delay } }')).errors).toBeUndefined();
  });
});
