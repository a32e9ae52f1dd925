import { describe, expect, it } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

const from = (name: string, directive = '') => ({
  name,
  typeDefs: `type Query { ${name}: String }  type Bill @key(fields: "id") { id: ID!  amount: String ${directive} }`,
  resolvers: { Bill: { __resolveReference: ({ id }: { id: string }) => ({ id, amount: `from ${name}` }) } },
});
const root = {
  name: 'root',
  typeDefs: 'type Query { bill: Bill }  type Bill @key(fields: "id", resolvable: false) { id: ID! }',
  resolvers: { Query: { bill: () => ({ id: '1' }) } },
};
const amount = { query: '{ bill { amount } }', of: (name: string) => ({ bill: { amount: `from ${name}` } }) };

describe('@override', () => {
  it('takes the field from the new owner', async () => {
    const hub = makeHub([root, from('old'), from('new', '@override(from: "old")')]);
    expect((await hub.run(amount.query)).data).toEqual(amount.of('new'));
  });

  it.each([
    [true, 'new'],
    [false, 'old'],
  ])('with a label follows the choice of each request (%s: %s)', async (chosen, owner) => {
    const hub = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(10)")')], {
      chooseOverride: () => chosen,
    });
    expect((await hub.run(amount.query)).data).toEqual(amount.of(owner));
  });

  it('keeps the plans of both choices apart', async () => {
    let chosen = true;
    const hub = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(10)")')], {
      chooseOverride: () => chosen,
    });
    const first = await hub.run(amount.query);
    chosen = false;
    expect([first.data, (await hub.run(amount.query)).data]).toEqual([amount.of('new'), amount.of('old')]);
  });

  it('lets percent labels fall in their proportion', async () => {
    const always = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(100)")')]);
    const never = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(0)")')]);
    expect((await always.run(amount.query)).data).toEqual(amount.of('new'));
    expect((await never.run(amount.query)).data).toEqual(amount.of('old'));
  });
});

/** The old board still answers for the interface, the new one implements another; a third reads what moved, from whom it only knew. */
const oldBoard = {
  name: 'oldBoard',
  typeDefs: `
    type Query { board: [Notice] }
    interface Notice { id: ID!  postedAt: String }
    type Picture implements Notice @key(fields: "id") { id: ID!  postedAt: String }`,
  resolvers: {
    Query: { board: () => ['1', '2'].map((id) => ({ __typename: 'Picture', id })) },
    Picture: { __resolveReference: (it: object) => it, postedAt: () => 'never' },
  },
};
const newBoard = {
  name: 'newBoard',
  typeDefs: `
    type Query { shown: [Shown] }
    interface Notice { id: ID!  postedAt: String }
    interface Shown { id: ID!  postedAt: String }
    type Text implements Notice @key(fields: "id") { id: ID!  postedAt: String  body: String }
    type Picture implements Shown @key(fields: "id") { id: ID!  postedAt: String @override(from: "oldBoard")  label: String @override(from: "labels") }`,
  resolvers: {
    Query: { shown: () => [{ __typename: 'Picture', id: '1' }] },
    Picture: {
      __resolveReference: (it: object) => it,
      postedAt: ({ id }: { id: string }) => `day ${id}`,
      label: ({ id }: { id: string }) => `label ${id}`,
    },
  },
};
const labels = {
  name: 'labels',
  typeDefs: `
    type Query { pinned: Picture }
    type Picture @key(fields: "id") { id: ID!  label: String @external  print: String @requires(fields: "label") }`,
  resolvers: {
    Query: { pinned: () => ({ id: '2', label: 'never' }) },
    Picture: {
      __resolveReference: (it: object) => it,
      label: () => 'never',
      print: ({ label }: { label: string }) => `*${label}*`,
    },
  },
};

describe('@override below interfaces and beside @requires', () => {
  answers(
    () => makeHub([oldBoard, newBoard, labels]),
    [
      [
        '{ board { id postedAt } }',
        {
          board: [
            { id: '1', postedAt: 'day 1' },
            { id: '2', postedAt: 'day 2' },
          ],
        },
      ],
      ['{ board { ... on Text { body } } }', { board: [{}, {}] }],
      ['{ shown { postedAt ... on Picture { id postedAt } } }', { shown: [{ postedAt: 'day 1', id: '1' }] }],
      ['{ pinned { label print } }', { pinned: { label: 'label 2', print: '*label 2*' } }],
      ['{ board { ... on Picture { print } } }', { board: [{ print: '*label 1*' }, { print: '*label 2*' }] }],
    ],
  );

  it('overrides nothing where there is nobody to override', async () => {
    const hub = makeHub([root, from('old', '@shareable'), from('new', '@override(from: "nobody") @shareable')]);
    expect((await hub.run(amount.query)).errors).toBeUndefined();
  });
});
