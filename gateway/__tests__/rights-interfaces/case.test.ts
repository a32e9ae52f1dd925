import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { Requirements } from '../../rights/requirements.ts';
import { citizen, makeHub } from '../harness.ts';

const inbox = {
  name: 'inbox',
  typeDefs: `
    type Query { items: [Item]  any: [Any] }
    interface Item { id: ID!  text: String }
    union Any = Letter | Flyer
    type Letter implements Item { id: ID!  text: String @authenticated  own: String }
    type Flyer implements Item { id: ID!  text: String }`,
  resolvers: { Query: { items: () => ITEMS, any: () => ITEMS } },
};
const ITEMS = [
  { __typename: 'Letter', id: 'l', text: 'secret', own: 'o' },
  { __typename: 'Flyer', id: 'f', text: 'for all' },
];

const hub = () => makeHub([inbox]);

describe('rights behind an interface', () => {
  it('cannot be walked around by asking the interface', async () => {
    const { data, errors } = await hub().run('{ items { id text } }');
    expect(data).toEqual({
      items: [
        { id: 'l', text: null },
        { id: 'f', text: null },
      ],
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['items', '@', 'text'], 'UNAUTHENTICATED'],
    ]);
  });

  it('let each type be asked for what it grants', async () => {
    const { data } = await hub().run('{ items { ... on Flyer { text } ... on Letter { text own } } }');
    expect(data).toEqual({ items: [{ text: null, own: 'o' }, { text: 'for all' }] });
  });

  it('never null a granted field because a sibling fragment is withheld', async () => {
    const { data } = await hub().run('{ any { ... on Item { text } ... on Flyer { text } } }');
    expect(data).toEqual({ any: [{ text: null }, { text: 'for all' }] });
  });

  it('are met by who meets them', async () => {
    const { data, errors } = await hub().run('{ items { text } }', { as: citizen() });
    expect({ data, errors }).toEqual({ data: { items: [{ text: 'secret' }, { text: 'for all' }] }, errors: undefined });
  });

  it('hold for a supergraph whose composition did not carry them up', () => {
    const requirements = new Requirements(
      parse(`
        interface Item { text: String  id: ID }
        type Letter implements Item @policy(policies: [["trust:HIGH"]]) { text: String @authenticated  id: ID }
        type Flyer implements Item { text: String  id: ID }`),
    );
    expect(requirements.of('Item', 'text')).toEqual({ authenticated: true, scopes: [], policies: [[['trust:HIGH']]] });
    expect(requirements.of('Item', 'id').policies).toEqual([[['trust:HIGH']]]);
    expect(requirements.of('Flyer', 'text').authenticated).toBe(false);
  });

  it('of an interface hold for it alone', () => {
    const requirements = new Requirements(
      parse('interface Item @authenticated { id: ID }  type Letter implements Item { id: ID }'),
    );
    expect(requirements.of('Item', 'id').authenticated).toBe(true);
  });
});
