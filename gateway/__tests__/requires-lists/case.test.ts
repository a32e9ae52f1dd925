import { describe } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';

/** The sum of an order reads lists of lists of lines, and below each line things that two other subgraphs own. */
const orders = {
  name: 'orders',
  typeDefs: `
    type Query { orders: [Order] }
    type Order @key(fields: "id") { id: ID!  lines: [[Line!]] }
    type Line { pieces: Int!  product: Product }
    type Product @key(fields: "sku") { sku: ID! }`,
  resolvers: {
    Query: {
      orders: () => [
        { id: '1', lines: [[line(2, 'a'), line(0, 'b')], null, []] },
        { id: '2', lines: null },
        { id: '3', lines: [[{ pieces: 1, product: null }]] },
      ],
    },
  },
};
const products = {
  name: 'products',
  typeDefs: `
    enum Currency { EUR SEK }
    type Product @key(fields: "sku") { sku: ID!  price(in: Currency = EUR): Int  maker: Maker }
    type Maker @key(fields: "id") { id: ID! }`,
  resolvers: {
    Product: {
      __resolveReference: ({ sku }: { sku: string }) => ({ sku, maker: sku === 'a' ? { id: 'm' } : null }),
      price: (_: unknown, given: { in: string }) => (given.in === 'SEK' ? 11 : 1),
    },
  },
};
const makers = {
  name: 'makers',
  typeDefs: 'type Maker @key(fields: "id") { id: ID!  towns: [String] }',
  resolvers: { Maker: { __resolveReference: ({ id }: { id: string }) => ({ id, towns: ['x', null] }) } },
};
const sums = {
  name: 'sums',
  typeDefs: `
    enum Currency { EUR SEK }
    type Order @key(fields: "id") { id: ID!  lines: [[Line!]] @external
      sum: String @requires(fields: "lines { pieces product { price(in: SEK) maker { towns } } }")
      plain: String @requires(fields: "lines { product { price } }") }
    type Line @external { pieces: Int!  product: Product }
    type Product @key(fields: "sku") { sku: ID!  price(in: Currency = EUR): Int @external  maker: Maker @external }
    type Maker @key(fields: "id") { id: ID!  towns: [String] @external }`,
  resolvers: {
    Order: { __resolveReference: (it: object) => it, sum: asText, plain: asText },
  },
};
const line = (pieces: number, sku: string) => ({ pieces, product: { sku } });

/** What arrived of the lines, types and keys aside. */
function asText({ lines }: { lines: unknown }): string {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    if (typeof value !== 'object' || value === null) return value;
    const { pieces, product, price, maker, towns } = value as Record<string, unknown>;
    return [pieces, price, product, maker, towns].filter((it) => it !== undefined).map(read);
  };
  return JSON.stringify(read(lines));
}

describe('@requires of lists in lists', () => {
  answers(
    () => makeHub([orders, products, makers, sums]),
    [
      [
        '{ orders { sum } }',
        {
          orders: [
            { sum: '[[[2,[11,[["x",null]]]],[0,[11,null]]],null,[]]' },
            { sum: 'null' },
            { sum: '[[[1,null]]]' },
          ],
        },
      ],
      [
        '{ orders { plain lines { product { price(in: SEK) euro: price } } } }',
        {
          orders: [
            {
              plain: '[[[[1]],[[1]]],null,[]]',
              lines: [[{ product: { price: 11, euro: 1 } }, { product: { price: 11, euro: 1 } }], null, []],
            },
            { plain: 'null', lines: null },
            { plain: '[[[null]]]', lines: [[{ product: null }]] },
          ],
        },
      ],
    ],
  );
});
