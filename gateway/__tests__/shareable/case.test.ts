import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

/** Every subgraph answers `me`; each adds its own part below a shared value type. */
const part = (name: string, field: string) => ({
  name,
  typeDefs: `
    type Query { me: Citizen @shareable }
    type Citizen @key(fields: "id") { id: ID!  home: Place @shareable }
    type Place { town: String @shareable  ${field}: String }`,
  resolvers: { Query: { me: () => ({ id: '1', home: { town: 'Musterstadt', [field]: `${field} of ${name}` } }) } },
});

describe('@shareable', () => {
  it('takes each part of a value type from whoever has it', async () => {
    const hub = makeHub([part('a', 'bell'), part('b', 'door'), part('c', 'roof')]);
    expect((await hub.run('{ me { home { town bell door roof } } }')).data).toEqual({
      me: { home: { town: 'Musterstadt', bell: 'bell of a', door: 'door of b', roof: 'roof of c' } },
    });
  });

  it('asks one subgraph only for what all share', async () => {
    const hub = makeHub([part('a', 'bell'), part('b', 'door')]);
    await hub.run('{ me { home { town } } }');
    expect(hub.calls).toHaveLength(1);
  });

  it('lets a value win over a null of somebody else', async () => {
    const empty = { ...part('a', 'bell'), resolvers: { Query: { me: () => null } } };
    const { data } = await makeHub([empty, part('b', 'door')]).run('{ me { home { bell door } } }');
    expect(data).toEqual({ me: { home: { bell: null, door: 'door of b' } } });
  });
});

/** Nothing but the place in the list says which bins belong together. */
const list = (name: string) => ({
  name,
  typeDefs: `
    type Query { bins: [Bin!]! @shareable }
    type Bin { id: ID! @shareable  ${name}: Part${name}! }
    type Part${name} { id: ID!  note: String }`,
  resolvers: { Query: { bins: () => ['1', '2'].map((id) => ({ id, [name]: { id: `${name}${id}`, note: name } })) } },
});

describe('a list that all share', () => {
  it('is put together by position where its objects have no key', async () => {
    const hub = makeHub([list('kind'), list('size'), list('owner')]);
    const bin = (id: string) =>
      Object.fromEntries(['size', 'kind', 'owner'].map((name) => [name, { id: `${name}${id}`, note: name }]));
    expect(await hub.run('{ bins { id size { id note } kind { id note } owner { id note } } }')).toEqual({
      data: {
        bins: [
          { id: '1', ...bin('1') },
          { id: '2', ...bin('2') },
        ],
      },
      errors: undefined,
    });
  });
});
