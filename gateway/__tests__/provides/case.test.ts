import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const users = {
  name: 'users',
  typeDefs: 'type User @key(fields: "id") { id: ID!  name: String @shareable  email: String }',
  resolvers: {
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `user ${id}`, email: `${id}@example.org` }) },
  },
};
const reviews = {
  name: 'reviews',
  typeDefs: `
    type Query { review: Review  author: User }
    type Review { by: User @provides(fields: "name") }
    type User @key(fields: "id") { id: ID!  name: String @external }`,
  resolvers: { Query: { review: () => ({ by: { id: '1', name: 'provided' } }), author: () => ({ id: '2' }) } },
};

describe('@provides', () => {
  it('spares the call where the field is provided', async () => {
    const hub = makeHub([users, reviews]);
    expect((await hub.run('{ review { by { name } } }')).data).toEqual({ review: { by: { name: 'provided' } } });
    expect(hub.calls).toHaveLength(1);
  });

  it('asks the owner where it is not', async () => {
    const hub = makeHub([users, reviews]);
    expect((await hub.run('{ author { name } }')).data).toEqual({ author: { name: 'user 2' } });
  });

  it('leaves other fields with their owner', async () => {
    const hub = makeHub([users, reviews]);
    expect((await hub.run('{ review { by { name email } } }')).data).toEqual({
      review: { by: { name: 'provided', email: '1@example.org' } },
    });
  });
});
