import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const products = {
  name: 'products',
  typeDefs: `
    type Query { products: [Product!] }
    type Product @key(fields: "upc") { upc: ID!  weight: Int  price(currency: String = "GBP"): Int }`,
  resolvers: {
    Query: { products: () => [{ upc: 'p1', weight: 2 }] },
    Product: {
      __resolveReference: ({ upc }: { upc: string }) => ({ upc, weight: 2 }),
      price: (_: unknown, { currency }: { currency: string }) => ({ USD: 11, EUR: 22, GBP: 33 })[currency],
    },
  },
};

const inventory = {
  name: 'inventory',
  typeDefs: `
    type Product @key(fields: "upc") {
      upc: ID!  weight: Int @external  price(currency: String = "GBP"): Int @external
      shippingEstimate: Int @requires(fields: "price(currency: \\"USD\\") weight")
      shippingEstimateEUR: Int @requires(fields: "price(currency: \\"EUR\\") weight")
      shippingEstimateHome: Int @requires(fields: "price weight")
      inStock: Boolean }`,
  resolvers: {
    Product: {
      __resolveReference: (product: object) => product,
      shippingEstimate: cost,
      shippingEstimateEUR: cost,
      shippingEstimateHome: cost,
      inStock: () => true,
    },
  },
};

function cost({ price, weight }: { price: number; weight: number }): number {
  return price * weight * 5;
}

const hub = () => makeHub([products, inventory]);

describe('two required fields of one name with different arguments', () => {
  it('are each computed from their own', async () => {
    const { data, errors } = await hub().run('{ products { shippingEstimate shippingEstimateEUR } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ products: [{ shippingEstimate: 110, shippingEstimateEUR: 220 }] });
  });

  it('live beside one without arguments and one of the client', async () => {
    const query =
      '{ products { shippingEstimateHome shippingEstimate shippingEstimateEUR inStock price(currency: "EUR") } }';
    expect(await hub().run(query)).toEqual({
      data: {
        products: [
          { shippingEstimateHome: 330, shippingEstimate: 110, shippingEstimateEUR: 220, inStock: true, price: 22 },
        ],
      },
      errors: undefined,
    });
  });

  it('need no second call when only one of them is asked for', async () => {
    const one = hub();
    await one.run('{ products { shippingEstimate inStock } }');
    expect(one.calls.filter(({ subgraph }) => subgraph === 'inventory')).toHaveLength(1);
  });

  it('send each representation with the real name only', async () => {
    const one = hub();
    await one.run('{ products { shippingEstimate } }');
    expect(one.calls.at(-1)?.variables.representations).toEqual([
      { __typename: 'Product', upc: 'p1', price: 11, weight: 2 },
    ]);
  });
});
