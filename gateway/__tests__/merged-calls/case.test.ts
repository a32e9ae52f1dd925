import { describe, expect, it } from '@jest/globals';
import { PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import type { SubgraphResponse } from '../../transports/transport.ts';
import { makeHub, type TestSubgraph } from '../harness.ts';

const people: TestSubgraph = {
  name: 'people',
  typeDefs: `type Query { people: [Person!] }
    type Person @key(fields: "id") { id: ID!  name: String }`,
  resolvers: {
    Query: { people: () => ['1', '2', '1'].map((id) => ({ id })) },
    Person: {
      __resolveReference: (person: object) => person,
      name: ({ id }: { id: string }) => (id === '9' ? Promise.reject(new Error('no name')) : `person ${id}`),
    },
  },
};

const books: TestSubgraph = {
  name: 'books',
  typeDefs: `type Query { books: [Book!] }
    type Book @key(fields: "isbn") { isbn: ID!  title: String  author: Person  editor: Person }
    type Person @key(fields: "id") { id: ID!  books: [Book!] }`,
  resolvers: {
    Query: { books: () => ['a', 'b', 'a'].map((isbn) => ({ isbn })) },
    Book: {
      __resolveReference: (book: object) => book,
      title: ({ isbn }: { isbn: string }) => `book ${isbn}`,
      author: ({ isbn }: { isbn: string }) => ({ id: isbn === 'a' ? '1' : '9' }),
      editor: () => ({ id: '2' }),
    },
    Person: {
      __resolveReference: (person: object) => person,
      books: ({ id }: { id: string }) => [{ isbn: id === '1' ? 'a' : 'b' }],
    },
  },
};

const shop: TestSubgraph = {
  name: 'shop',
  typeDefs: 'type Book @key(fields: "isbn") { isbn: ID!  price(in: String): Int }',
  resolvers: {
    Book: {
      __resolveReference: (book: object) => book,
      price: ({ isbn }: { isbn: string }, { in: currency }: { in?: string }) =>
        (isbn === 'a' ? 10 : 20) + (currency ? 1 : 0),
    },
  },
};

const hubOf = (...changed: TestSubgraph[]) =>
  makeHub([people, books, shop].map((part) => changed.find(({ name }) => name === part.name) ?? part));

const EVERYWHERE = `query ($in: String) {
  people { name books { title price author { name } } }
  books { price(in: $in) author { name } editor { name } }
}`;

describe('calls to one subgraph that are ready together', () => {
  it('are one request, each distinct entity asked once for each question', async () => {
    const hub = hubOf();
    const { data } = await hub.run(EVERYWHERE, { variables: { in: 'EUR' } });
    const asked = hub.calls.map(({ subgraph }) => subgraph);
    expect(asked.sort()).toEqual(['books', 'books', 'people', 'people', 'shop']);
    const [names] = hub.calls.filter(({ subgraph }) => subgraph === 'people').slice(1);
    expect(names?.variables.representations).toHaveLength(3);
    const prices = hub.calls.find(({ subgraph }) => subgraph === 'shop');
    expect(
      Object.values(prices?.variables ?? {}).map((value) => (Array.isArray(value) ? value.length : value)),
    ).toEqual(expect.arrayContaining([2, 2, 'EUR']));
    const one = { title: 'book a', price: 10, author: { name: 'person 1' } };
    expect(data).toMatchObject({
      people: [{ books: [one] }, { books: [{ title: 'book b', price: 20 }] }, { books: [one] }],
      books: [{ price: 11, editor: { name: 'person 2' } }, { price: 21, author: { name: null } }, { price: 11 }],
    });
  });

  it('tell an error at every place of the entity it speaks about', async () => {
    const { errors } = await hubOf().run(EVERYWHERE);
    expect(errors?.map(({ path }) => path?.join('.')).sort()).toEqual([
      'books.1.author.name',
      'people.1.books.0.author.name',
    ]);
  });

  it.each<[string, SubgraphResponse, string]>([
    ['fail', { data: null, errors: [{ message: 'down' }] }, 'INTERNAL'],
    ['bring rubbish', { data: { _0: 'no list' } }, 'UNAVAILABLE'],
  ])('that %s are missing wherever they were asked for, and the rest stands', async (_what, answer, code) => {
    const { data, errors } = await hubOf({ ...shop, answer: () => answer }).run(EVERYWHERE);
    expect(data).toMatchObject({
      people: [{ books: [{ title: 'book a', price: null }] }, {}, {}],
      books: [{ price: null }, {}, {}],
    });
    const ofShop = errors?.filter(({ path }) => path?.at(-1) === 'price');
    expect(ofShop?.map(({ path, extensions }) => [path?.join('.'), extensions?.code])).toEqual([
      ['people.@.books.@.price', code],
      ['books.@.price', code],
    ]);
  });

  describe('of which one has nothing to ask about', () => {
    const nobody = { ...people, resolvers: { ...people.resolvers, Query: { people: () => [] } } } as TestSubgraph;
    const PRICES = 'query ($in: String!) { people { books { price } } books { price(in: $in) } }';

    it('still bring the others theirs', async () => {
      const { data } = await hubOf(nobody).run(PRICES, { variables: { in: 'EUR' } });
      expect(data).toEqual({ people: [], books: [{ price: 11 }, { price: 21 }, { price: 11 }] });
    });

    it('leave it out, for there are subgraphs that choke on an empty list', async () => {
      const hub = hubOf(nobody);
      for (const currency of ['EUR', 'CHF']) await hub.run(PRICES, { variables: { in: currency } });
      const asked = hub.calls.filter(({ subgraph }) => subgraph === 'shop');
      expect(asked.map(({ document }) => document.split('_entities').length - 1)).toEqual([1, 1]);
      expect(asked.map(({ variables }) => Object.values(variables))).toEqual(
        ['EUR', 'CHF'].map((currency) => expect.arrayContaining([currency, [expect.anything(), expect.anything()]])),
      );
      for (const { variables } of asked) expect(Object.values(variables)).not.toContainEqual([]);
    });

    it('tell its errors where the others are', async () => {
      const broken = { ...shop, answer: () => ({ data: null, errors: [{ message: 'down' }] }) };
      const { errors } = await hubOf(nobody, broken).run(PRICES, { variables: { in: 'EUR' } });
      expect(errors?.map(({ path }) => path?.join('.'))).toEqual(['books.@.price']);
    });
  });
});

describe('a chain', () => {
  it('goes on when its own inputs are there, whoever else is still waited for', async () => {
    const order: string[] = [];
    let release = (): void => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slowPeople = {
      ...people,
      resolvers: {
        ...people.resolvers,
        Query: { people: () => slow.then(() => [{ id: '1' }]).finally(() => order.push('people')) },
      },
    } as TestSubgraph;
    const quickShop = {
      ...shop,
      resolvers: {
        Book: {
          __resolveReference: (book: object) => book,
          price: () => {
            order.push('price');
            release();
            return 1;
          },
        },
      },
    } as TestSubgraph;
    await hubOf(slowPeople, quickShop).run('{ people { name } books { price } }');
    expect(order).toEqual(['price', 'price', 'people']);
  });

  it('asks nobody any more once the caller has left', async () => {
    const left = new AbortController();
    const hub = hubOf({
      ...books,
      answer: () => {
        left.abort();
        return { data: { books: [{ __typename: 'Book', isbn: 'a' }] } };
      },
    });
    const prepared = hub.engine.prepare('{ books { price } }');
    if ('errors' in prepared) throw prepared.errors[0];
    const { document } = prepared;
    await hub.engine.execute({ document, principal: PUBLIC_PRINCIPAL, requestId: 'test', signal: left.signal });
    expect(hub.calls.map(({ subgraph }) => subgraph)).toEqual(['books']);
  });
});

describe('objects that stand for several', () => {
  it('are told apart where anything about them differs', async () => {
    const lists: TestSubgraph = {
      name: 'lists',
      typeDefs: `type Query { items: [Item!] }
        type Item @key(fields: "id") { id: ID!  place: Int }`,
      resolvers: { Query: { items: () => [1, 2, 3].map((place) => ({ id: place === 3 ? 'y' : 'x', place })) } },
    };
    const names: TestSubgraph = {
      name: 'names',
      typeDefs: 'type Item @key(fields: "id") { id: ID!  name: String!  tags: [Tag!] }  type Tag { word: String }',
      resolvers: {
        Item: {
          __resolveReference: (item: object) => item,
          name: ({ id }: { id: string }) => (id === 'y' ? null : id),
          tags: () => [{ word: 'w' }],
        },
      },
    };
    const hub = makeHub([lists, names]);
    const { data } = await hub.run('{ items { id place name tags { word } } }');
    expect(data).toEqual({ items: null });
    const fine = await hub.run('{ items { place tags { word } } }');
    expect(fine.data).toEqual({ items: [1, 2, 3].map((place) => ({ place, tags: [{ word: 'w' }] })) });
    expect((await hub.run('{ items { tags { word } } }')).data).toEqual({
      items: Array.from({ length: 3 }, () => ({ tags: [{ word: 'w' }] })),
    });
    const { errors } = await hub.run('{ items { name } }');
    expect(errors?.map(({ path }) => path)).toEqual([['items', 2, 'name']]);
  });
});
