import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const counting = () => {
  const log: string[] = [];
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const add = (name: string, ms: number) => async () => {
    await pause(ms);
    log.push(name);
    return { id: '1', at: log.length };
  };
  const a = {
    name: 'a',
    typeDefs: `
      type Query { ping: String }
      type Mutation { a1: Item  a2: Item  fails: Item }
      type Item @key(fields: "id") { id: ID!  at: Int @shareable }`,
    resolvers: {
      Mutation: {
        a1: add('a1', 15),
        a2: add('a2', 0),
        fails: () => {
          throw new Error('no');
        },
      },
    },
  };
  const b = {
    name: 'b',
    typeDefs: 'type Mutation { b1: Item }  type Item @key(fields: "id") { id: ID!  at: Int @shareable  size: Int }',
    resolvers: {
      Mutation: { b1: add('b1', 8) },
      Item: { __resolveReference: ({ id }: { id: string }) => ({ id, size: log.length }) },
    },
  };
  return { log, hub: makeHub([a, b]) };
};

describe('mutations', () => {
  it('run one after the other in the order of the client, whatever subgraph they belong to', async () => {
    const { log, hub } = counting();
    const { data } = await hub.run('mutation { a1 { at } b1 { at } a2 { at } }');
    expect(log).toEqual(['a1', 'b1', 'a2']);
    expect(data).toEqual({ a1: { at: 1 }, b1: { at: 2 }, a2: { at: 3 } });
  });

  it('fetch the fields of another subgraph afterwards', async () => {
    const { hub } = counting();
    expect((await hub.run('mutation { a1 { at size } }')).data).toEqual({ a1: { at: 1, size: 1 } });
  });

  it('go on after one that failed', async () => {
    const { log, hub } = counting();
    const { data, errors } = await hub.run('mutation { fails { at } b1 { at } }');
    expect({ data, log }).toEqual({ data: { fails: null, b1: { at: 1 } }, log: ['b1'] });
    expect(errors?.map(({ path }) => path)).toEqual([['fails']]);
  });

  it('are never sent twice', async () => {
    const { hub } = counting();
    await hub.run('mutation { a1 { at } }');
    expect(hub.calls).toHaveLength(1);
  });
});
