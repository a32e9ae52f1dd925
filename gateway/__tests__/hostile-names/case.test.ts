import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const a = {
  name: 'a',
  typeDefs: `
    scalar JSON
    type Query { item: Item  echo(value: JSON): JSON  constructor: String }
    type Item @key(fields: "id") { id: ID!  name: String }`,
  resolvers: {
    Query: {
      item: () => ({ id: '1', name: 'one' }),
      echo: (_: unknown, { value }: { value: unknown }) => value,
      constructor: () => 'a mere field',
    },
  },
};

const b = {
  name: 'b',
  typeDefs: 'type Item @key(fields: "id") { id: ID!  size(of: String): String }',
  resolvers: {
    Item: {
      __resolveReference: (item: object) => item,
      size: (_: unknown, { of }: { of: string }) => `size of ${of}`,
    },
  },
};

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];

describe('a name that means something to JavaScript', () => {
  it.each(NAMES)('%s is a mere alias', async (name) => {
    const hub = makeHub([a, b]);
    const prepared = hub.engine.prepare(`{ ${name}: item { ${name}: name size(of: "x") } }`);
    const { text } = await hub.run(`{ ${name}: item { ${name}: name size(of: "x") } }`).then((answer) => ({
      text: JSON.stringify(answer.data),
    }));
    expect(prepared).toHaveProperty('document');
    expect(text).toBe(`{"${name}":{"${name}":"one","size":"size of x"}}`);
  });

  it.each(NAMES)('%s is a mere variable', async (name) => {
    const hub = makeHub([a, b]);
    const variables = JSON.parse(`{"${name}": "box"}`);
    const { data } = await hub.run(`query ($${name}: String) { item { size(of: $${name}) } }`, { variables });
    expect(data).toEqual({ item: { size: 'size of box' } });
  });

  it('representations, the variable of fetches, may be a variable of the client', async () => {
    const query = 'query ($representations: String) { item { size(of: $representations) } }';
    const { data } = await makeHub([a, b]).run(query, { variables: { representations: 'box' } });
    expect(data).toEqual({ item: { size: 'size of box' } });
  });

  it('is a mere key of JSON data, and nothing is polluted', async () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}');
    const query = 'query ($value: JSON) { echo(value: $value) constructor }';
    const { data } = await makeHub([a, b]).run(query, { variables: { value } });
    expect(JSON.stringify(data)).toBe(JSON.stringify({ echo: value, constructor: 'a mere field' }));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('in a key of an answer is a mere key', async () => {
    const rubbish = JSON.parse('{"data": {"item": {"id": "1", "name": "one", "__proto__": {"polluted": true}}}}');
    const { data } = await makeHub([{ ...a, answer: () => rubbish }, b]).run('{ item { name } }');
    expect(data).toEqual({ item: { name: 'one' } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
