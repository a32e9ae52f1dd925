import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';

/** A made-up shop over four subgraphs, the shape gateways are commonly compared on: entities that lead to each other. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires", "@authenticated", "@requiresScopes"])`;

const COUNT = { users: 6, products: 9, reviews: 24 };
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const userOf = (id: string) => ({
  id,
  name: `Person ${id}`,
  username: `person${id}`,
  birthday: 630_000_000 + Number(id),
});
const productOf = (upc: string) => ({
  upc,
  name: `Product ${upc}`,
  price: 100 * Number(upc),
  weight: 40 * Number(upc),
});
const reviewOf = (id: number) => ({
  id: String(id),
  body: `Review number ${id}, with a sentence or two, as long as people write them.`,
  author: { id: String((id % COUNT.users) + 1) },
  product: { upc: String((id % COUNT.products) + 1) },
});
const REVIEWS = numbers(COUNT.reviews).map(reviewOf);

interface Product {
  readonly upc: string;
  readonly price?: number;
  readonly weight?: number;
}

const PARTS = {
  accounts: {
    typeDefs: `type Query { me: User  user(id: ID!): User  users: [User] }
      type User @key(fields: "id") { id: ID!  name: String  username: String  birthday: Int }`,
    resolvers: {
      Query: {
        me: () => userOf('1'),
        user: (_: unknown, { id }: { id: string }) => userOf(id),
        users: () => numbers(COUNT.users).map((id) => userOf(String(id))),
      },
      User: { __resolveReference: ({ id }: { id: string }) => userOf(id) },
    },
  },
  inventory: {
    typeDefs: `type Product @key(fields: "upc") {
        upc: String!  weight: Int @external  price: Int @external  inStock: Boolean
        shippingEstimate: Int @requires(fields: "price weight") }`,
    resolvers: {
      Product: {
        __resolveReference: (reference: Product) => reference,
        inStock: ({ upc }: Product) => Number(upc) % 2 === 0,
        shippingEstimate: ({ price = 0, weight = 0 }: Product) => (price > 500 ? 0 : Math.round(weight / 2)),
      },
    },
  },
  products: {
    typeDefs: `type Query { topProducts(first: Int = 5): [Product]  shelf(first: Int!): [Product] }
      type Product @key(fields: "upc") { upc: String!  name: String  price: Int  weight: Int }`,
    resolvers: {
      Query: {
        topProducts: (_: unknown, { first }: { first: number }) =>
          numbers(Math.min(first, COUNT.products)).map((upc) => productOf(String(upc))),
        // As long as one likes, for answers of several sizes.
        shelf: (_: unknown, { first }: { first: number }) => numbers(first).map((upc) => productOf(String(upc))),
      },
      Product: { __resolveReference: ({ upc }: Product) => productOf(upc) },
    },
  },
  reviews: {
    typeDefs: `type Review @key(fields: "id") { id: ID!  body: String  product: Product  author: User }
      type User @key(fields: "id") { id: ID!  reviews: [Review] }
      type Product @key(fields: "upc") { upc: String!  reviews: [Review] }`,
    resolvers: {
      Review: { __resolveReference: ({ id }: { id: string }) => reviewOf(Number(id)) },
      User: {
        __resolveReference: (reference: object) => reference,
        reviews: ({ id }: { id: string }) => REVIEWS.filter(({ author }) => author.id === id),
      },
      Product: {
        __resolveReference: (reference: object) => reference,
        reviews: ({ upc }: Product) => {
          const sold = String(((Number(upc) - 1) % COUNT.products) + 1);
          return REVIEWS.filter(({ product }) => product.upc === sold);
        },
      },
    },
  },
};

export interface ShopPart {
  readonly name: string;
  readonly typeDefs: DocumentNode;
  readonly schema: GraphQLSchema;
}

export const SHOP_NAMES = Object.keys(PARTS);

/** Its subgraphs; with rights on what the heavy query asks, for measuring what guarding costs. */
export function shopParts({ guarded = false } = {}): ShopPart[] {
  return Object.entries(PARTS).map(([name, { typeDefs: sdl, resolvers }]) => {
    const typeDefs = parse(`${LINK}\n${guarded ? withRights(sdl) : sdl}`);
    return { name, typeDefs, schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]) };
  });
}

const withRights = (sdl: string): string =>
  sdl
    .replace('username: String', 'username: String @authenticated')
    .replace('body: String', 'body: String @requiresScopes(scopes: [["reviews"]])')
    .replace('inStock: Boolean', 'inStock: Boolean @requiresScopes(scopes: [["stock"]])');

/** One supergraph over subgraphs at these ports. */
export function composeShop(ports: readonly number[], options: { guarded?: boolean } = {}): string {
  const services = shopParts(options).map(({ name, typeDefs }, at) => {
    return { name, typeDefs, url: `http://127.0.0.1:${ports[at]}/graphql` };
  });
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** People and top products, and from each over reviews to products, authors and their reviews again. */
export const HEAVY_QUERY = `
  fragment Person on User { id username name }
  fragment Opinion on Review { id body }
  fragment Article on Product { inStock name price shippingEstimate upc weight }
  query Heavy {
    users {
      ...Person
      reviews { ...Opinion product { ...Article reviews {
        ...Opinion author { ...Person reviews { ...Opinion product { ...Article } } } } } }
    }
    topProducts(first: 5) {
      ...Article
      reviews { ...Opinion author { ...Person reviews { ...Opinion product { ...Article } } } }
    }
  }`;

/** One person and what she wrote: one object, two subgraphs. */
export const SINGLE_QUERY = '{ user(id: "1") { id name reviews { id body } } }';

/** An answer of any length, its shape always the same. */
export const SHELF_QUERY = `
  query Shelf($first: Int!) {
    shelf(first: $first) { upc name price inStock shippingEstimate reviews { id body author { id name } } }
  }`;
