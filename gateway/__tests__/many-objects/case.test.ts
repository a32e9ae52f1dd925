import { expect, it } from '@jest/globals';
import { citizen, makeHub, type TestSubgraph } from '../harness.ts';

/** Objects of which one field is not as it should be, in turn. */
const THINGS = [
  { name: 'plain', count: 1, ratio: 0.5, isOn: true, must: 'm', tags: ['a'] },
  { name: null, count: null, ratio: null, isOn: null, must: 'm', tags: null },
  { name: 7, count: '8', ratio: 3, isOn: 1, must: 'm', tags: [] },
  { name: 'odd', count: 1.5, ratio: 'x', isOn: {}, must: 'm', tags: 'none' },
  { name: 'gone', count: 1, ratio: 1, isOn: false, must: null, tags: [null] },
];
const COUNT = 400;
const at = (index: number) => THINGS[index % THINGS.length];

const subgraph: TestSubgraph = {
  name: 'things',
  typeDefs: `type Query { things: [Thing] }
    type Thing { name: String  count: Int  ratio: Float  isOn: Boolean  must: String!  tags: [String]  other: Thing }`,
  answer: () => ({
    data: { things: Array.from({ length: COUNT }, (_, index) => ({ ...at(index), other: at(index + 1) })) },
  }),
};

// The first few are completed field by field, the others by a function made for their form.
it('completes the last of many objects as it did the first', async () => {
  const fields = 'name count ratio isOn must tags';
  const query = `{ things { ${fields} __proto__: name constructor: count other { ${fields} } } }`;
  const { data, errors } = await makeHub([subgraph]).run(query);
  const { things } = data as { things: unknown[] };
  const round = (from: number) => JSON.stringify(things.slice(from, from + THINGS.length));
  expect(things).toHaveLength(COUNT);
  for (let from = 0; from < COUNT; from += THINGS.length) expect(round(from)).toBe(round(0));
  const of = (index: number) =>
    (errors ?? []).filter(({ path }) => path?.[1] === index).map(({ path }) => path?.slice(2).join());
  for (let index = 0; index < COUNT; index++) expect(of(index)).toEqual(of(index % THINGS.length));
  // Names that mean something else elsewhere are fetched under others, which this subgraph does not know.
  expect(JSON.parse(round(0))).toEqual([
    {
      name: 'plain',
      count: 1,
      ratio: 0.5,
      isOn: true,
      must: 'm',
      tags: ['a'],
      ['__proto__']: null,
      constructor: null,
      other: expect.any(Object),
    },
    expect.objectContaining({ name: null, count: null, tags: null }),
    expect.objectContaining({ name: '7', count: 8, isOn: true, tags: [] }),
    expect.objectContaining({ name: 'odd', count: null, ratio: null, isOn: null, tags: null, other: null }),
    null,
  ]);
});

it('tells a value in another form to those who may know no other, also where its form of objects is hot', async () => {
  const masks = new Map([['Thing.must', () => 'masked']]);
  const hub = makeHub([subgraph], { maskFields: ({ kind }) => (kind === 'partner' ? masks : undefined) });
  const query = '{ things { must } }';
  const seen = async (as = citizen()) => {
    const { data } = await hub.run(query, { as });
    return new Set((data as { things: ({ must: string } | null)[] }).things.map((thing) => thing?.must));
  };
  expect(await seen()).toEqual(new Set(['m', undefined]));
  expect(await seen()).toEqual(new Set(['m', undefined]));
  expect(await seen(citizen({ kind: 'partner', client: 'waste-app' }))).toEqual(new Set(['masked', undefined]));
});

it('names the type that the schema has there, whatever the subgraph says, for the last as for the first', async () => {
  const things = Array.from({ length: COUNT }, () => ({ __typename: 'Secret', name: 'n' }));
  const hub = makeHub([{ ...subgraph, answer: () => ({ data: { things } }) }]);
  const { data } = await hub.run('{ things { __typename again: __typename name } }');
  const seen = (data as { things: object[] }).things.map((thing) => JSON.stringify(thing));
  expect(new Set(seen)).toEqual(new Set([JSON.stringify({ __typename: 'Thing', again: 'Thing', name: 'n' })]));
});
