import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const products = {
  name: 'products',
  typeDefs: `
    type Query { products: [Product!] }
    type Product @key(fields: "upc") { upc: ID!  name: String  price: Int  weight: Int }`,
  resolvers: {
    Query: { products: () => [{ upc: 'p1', name: 'Table', price: 10, weight: 3 }] },
    Product: { __resolveReference: ({ upc }: { upc: string }) => ({ upc, name: 'Table', price: 10, weight: 3 }) },
  },
};

const inventory = {
  name: 'inventory',
  typeDefs: `
    type Product @key(fields: "upc") {
      upc: ID!  price: Int @external  weight: Int @external
      shippingEstimate: Int @requires(fields: "price weight") }`,
  resolvers: {
    Product: {
      __resolveReference: (product: object) => product,
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) => price * weight,
    },
  },
};

describe('an alias that a fetch needs for itself', () => {
  it.each(['upc', 'price', 'weight', '__typename', '_entities', '_a_name'])(
    '%s stays with the client',
    async (alias) => {
      const hub = makeHub([products, inventory]);
      const { data, errors } = await hub.run(`{ products { ${alias}: name shippingEstimate } }`);
      expect(errors).toBeUndefined();
      expect(data).toEqual({ products: [{ [alias]: 'Table', shippingEstimate: 30 }] });
    },
  );

  it('keeps its name in error paths', async () => {
    const broken = {
      ...products,
      resolvers: {
        ...products.resolvers,
        Product: {
          ...products.resolvers.Product,
          name: () => {
            throw new Error('no name');
          },
        },
      },
    };
    const { errors } = await makeHub([broken, inventory]).run('{ products { upc: name shippingEstimate } }');
    expect(errors?.map(({ path }) => path)).toEqual([['products', 0, 'upc']]);
  });

  it('may be swapped with another field', async () => {
    const { data } = await makeHub([products, inventory]).run(
      '{ products { price: weight weight: price shippingEstimate } }',
    );
    expect(data).toEqual({ products: [{ price: 3, weight: 10, shippingEstimate: 30 }] });
  });
});
