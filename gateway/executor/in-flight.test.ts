import { describe, expect, it } from '@jest/globals';
import { PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import { citizen, compose, makeHub, type TestSubgraph } from '../__tests__/harness.ts';
import { until } from '../testing/until.ts';

function valueHub(coalesce = true) {
  const part: TestSubgraph = {
    name: 'part',
    typeDefs: `type Query { value(of: String): Int  file: File }  type Mutation { change: Int }
      type File @key(fields: "id") { id: ID!  title: String }`,
    resolvers: { Query: { value: () => 1, file: () => ({ id: '1', title: 't' }) }, Mutation: { change: () => 2 } },
  };
  return makeHub([part], { coalesce });
}

const [anna, ben] = [citizen({ citizenId: 'anna' }), citizen({ citizenId: 'ben' })];

describe('equal reads at the same moment', () => {
  it.each<[string, Parameters<typeof ask>[0], number]>([
    ['of one citizen are one execution', [{ as: anna }, { as: anna }, { as: { ...anna } }], 1],
    ['of the public are one execution', [{ as: PUBLIC_PRINCIPAL }, {}], 1],
    ['of two citizens are two, however alike', [{ as: anna }, { as: ben }], 2],
    [
      'of one citizen are two once her rights have changed',
      [{ as: anna }, { as: { ...anna, version: anna.version + 1 } }],
      2,
    ],
    ['with other variables are two', [{ as: anna }, { as: anna, variables: { of: 'x' } }], 2],
    ['are two where sharing is off', [{ as: anna }, { as: anna }], 2],
  ])('%s', async (title, asked, calls) => {
    expect(await ask(asked, !title.includes('off'))).toBe(calls);
  });

  async function ask(asked: { as?: typeof anna; variables?: Record<string, unknown> }[], coalesce: boolean) {
    const hub = valueHub(coalesce);
    const query = 'query ($of: String) { value(of: $of) }';
    const answers = await Promise.all(asked.map((options) => hub.run(query, options)));
    expect(answers.map(({ data }) => data)).toEqual(asked.map(() => ({ value: 1 })));
    return hub.calls.length;
  }
});

describe('reading', () => {
  const VALUE = '{ value }';

  it('begins anew after a mutation of the same citizen began, and after it ended', async () => {
    const hub = valueHub();
    const first = hub.run(VALUE, { as: anna });
    const change = hub.run('mutation { change }', { as: anna });
    const during = hub.run(VALUE, { as: anna });
    await change;
    const after = hub.run(VALUE, { as: anna });
    await Promise.all([first, during, after]);
    expect(hub.calls.filter(({ document }) => document.includes('value'))).toHaveLength(3);
  });

  it('is not disturbed by somebody else’s mutation', async () => {
    const hub = valueHub();
    const first = hub.run(VALUE, { as: anna });
    const change = hub.run('mutation { change }', { as: ben });
    await Promise.all([first, change, hub.run(VALUE, { as: anna })]);
    expect(hub.calls.filter(({ document }) => document.includes('value'))).toHaveLength(1);
  });

  it('is never shared where each read is written down', async () => {
    const part: TestSubgraph = {
      name: 'part',
      typeDefs: 'type Query { file: File }  type File { note: String  title: String }',
      resolvers: { Query: { file: () => ({ note: 'n', title: 't' }) } },
    };
    const marked = compose([part]).replace('note: String', 'note: String @personal(category: "case")');
    const supergraphSdl = `${marked}\ndirective @personal(category: String!) repeatable on FIELD_DEFINITION`;
    const hub = makeHub([part], { coalesce: true, supergraphSdl });
    await Promise.all([1, 2].map(() => hub.run('{ file { note } }', { as: anna })));
    expect(hub.calls).toHaveLength(2);
    await Promise.all([1, 2].map(() => hub.run('{ file { title } }', { as: anna })));
    expect(hub.calls).toHaveLength(3);
  });

  it('ends when all who wait have left, not before', async () => {
    const signals: ({ readonly aborted: boolean } | undefined)[] = [];
    let release = (): void => {};
    const part: TestSubgraph = {
      name: 'part',
      typeDefs: 'type Query { value: Int }',
      answer: (request) => {
        signals.push(request.signal);
        return new Promise((resolve) => {
          release = () => resolve({ data: { value: 1 } });
        });
      },
    };
    const { engine } = makeHub([part], { coalesce: true });
    const prepared = engine.prepare(VALUE);
    if ('errors' in prepared) throw prepared.errors[0];
    const [one, other] = [new AbortController(), new AbortController()];
    const asked = [one, other].map(({ signal }) =>
      engine.execute({ document: prepared.document, principal: anna, requestId: 'r', signal }),
    );
    await until(() => signals.length === 1);
    one.abort();
    expect(signals[0]?.aborted).toBe(false);
    other.abort();
    expect(signals[0]?.aborted).toBe(true);
    const late = engine.execute({ document: prepared.document, principal: anna, requestId: 'r' });
    await until(() => signals.length === 2);
    release();
    expect((await late).data).toEqual({ value: 1 });
    void asked;
  });
});
