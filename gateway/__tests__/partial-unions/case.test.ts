import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub, type TestSubgraph } from '../harness.ts';

/** Both subgraphs plan a depot's tours, each with stops of a kind that the other has never heard of. */
const part = (name: string, own: string, fields: string, stop: Record<string, unknown>): TestSubgraph => ({
  name,
  typeDefs: `
    type Query { ${name}: Depot  depot: Depot @shareable }
    type Mutation { plan_${name}: Depot }
    type Depot @key(fields: "id") { id: ID!  tour: Tour @shareable  ${name}Tour: Tour }
    type Tour @shareable { stops: [Stop!]!  main: Place }
    union Stop = Street | ${own}
    interface Place { note: String }
    type Street @shareable { name: String }
    type ${own} implements Place { ${fields} }
    type Crew @shareable { size: Int }`,
  resolvers: {
    Query: {
      [name]: () => ({ id: '1', tour: { stops: [STREET, stop], main: stop } }),
      depot: () => ({ id: '1', tour: { stops: [STREET] } }),
    },
    Mutation: { [`plan_${name}`]: () => ({ id: '1', tour: { stops: [STREET, stop] } }) },
    Depot: {
      __resolveReference: () => {
        const tour = { stops: [STREET, stop], main: stop };
        return { id: '1', tour, [`${name}Tour`]: tour };
      },
    },
    [own]: { note: (_: unknown, { times = 1 }: { times?: number }) => `${name} `.repeat(times).trim() },
  },
});
const STREET = { __typename: 'Street', name: 'Elm Street' };
const glass = part('glass', 'Bank', 'note(times: Int = 1): String  color: String  crew: Crew', {
  __typename: 'Bank',
  color: 'green',
  crew: { size: 2 },
});
const paper = part('paper', 'Bin', 'note(times: Int = 1): String  litres: Int', { __typename: 'Bin', litres: 120 });
const hub = () => makeHub([glass, paper]);

const ALL = '__typename ... on Street { name } ... on Bank { color } ... on Bin { litres }';
const BANK = { __typename: 'Bank', color: 'green' };
const BIN = { __typename: 'Bin', litres: 120 };

describe('a union of which each subgraph knows a part', () => {
  answers(hub, [
    [`{ glass { tour { stops { ${ALL} } } } }`, { glass: { tour: { stops: [STREET, BANK] } } }],
    [`{ paper { tour { stops { ${ALL} } } } }`, { paper: { tour: { stops: [STREET, BIN] } } }],
    [`{ depot { tour { stops { ${ALL} } } } }`, { depot: { tour: { stops: [STREET] } } }],
    [`{ glass { paperTour { stops { ${ALL} } } } }`, { glass: { paperTour: { stops: [STREET, BIN] } } }],
    ['{ glass { tour { stops { ... on Bin { litres } } } } }', { glass: { tour: { stops: [{}, {}] } } }],
    ['{ glass { tour { main { note } } } }', { glass: { tour: { main: { note: 'glass' } } } }],
    [
      '{ glass { tour { stops { ... on Bank { crew { size } x: color } ... on Street { x: name } } } } }',
      { glass: { tour: { stops: [{ x: 'Elm Street' }, { crew: { size: 2 }, x: 'green' }] } } },
    ],
    [
      'query ($n: Int, $no: Boolean!) { glass { tour { stops { ... on Bank { note(times: $n) color @skip(if: $no) } ... on Bin { litres } } } } }',
      { glass: { tour: { stops: [{}, { note: 'glass glass' }] } } },
      { n: 2, no: true },
    ],
    [`mutation { plan_paper { tour { stops { ${ALL} } } } }`, { plan_paper: { tour: { stops: [STREET, BIN] } } }],
  ]);

  it('is asked for once, of whoever brings its objects', async () => {
    const one = hub();
    await one.run(`{ glass { tour { stops { ${ALL} } } } }`);
    expect(one.calls.map(({ subgraph }) => subgraph)).toEqual(['glass']);
  });
});
