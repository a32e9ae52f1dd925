import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const a = {
  name: 'a',
  typeDefs: `
    type Query { states: [State]  must: State!  things: [Thing]  must2: Thing!  one: Open }
    enum State { OPEN  HIDDEN @inaccessible }
    interface Thing { id: ID! }
    type Open implements Thing { id: ID!  secret: String @inaccessible }
    type Hidden implements Thing @inaccessible { id: ID! }`,
  resolvers: {
    Query: {
      states: () => ['OPEN', 'HIDDEN'],
      must: () => 'HIDDEN',
      things: () => [
        { __typename: 'Open', id: '1' },
        { __typename: 'Hidden', id: '2' },
      ],
      must2: () => ({ __typename: 'Hidden', id: '2' }),
    },
  },
};

const hub = () => makeHub([a]);

describe('@inaccessible', () => {
  it('makes a hidden enum value null', async () => {
    expect(await hub().run('{ states }')).toEqual({ data: { states: ['OPEN', null] }, errors: undefined });
  });

  it('makes an object of a hidden type null, whatever is asked of it', async () => {
    const { data } = await hub().run('{ things { __typename id } names: things { id } }');
    expect(data).toEqual({ things: [{ __typename: 'Open', id: '1' }, null], names: [{ id: '1' }, null] });
  });

  it.each(['{ must }', '{ must2 { id } }'])(
    'is an error without the hidden name where null may not be: %s',
    async (query) => {
      const { data, errors } = await hub().run(query);
      expect(data).toBeNull();
      expect(errors).toHaveLength(1);
      expect(JSON.stringify(errors)).not.toMatch(/hidden/i);
    },
  );

  it('refuses a hidden field like one that is not there', async () => {
    const { errors } = await hub().run('{ one { secret } }');
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
