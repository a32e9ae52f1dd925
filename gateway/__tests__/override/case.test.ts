import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

const from = (name: string, directive = '') => ({
  name,
  typeDefs: `type Query { ${name}: String }  type Bill @key(fields: "id") { id: ID!  amount: String ${directive} }`,
  resolvers: { Bill: { __resolveReference: ({ id }: { id: string }) => ({ id, amount: `from ${name}` }) } },
});
const root = {
  name: 'root',
  typeDefs: 'type Query { bill: Bill }  type Bill @key(fields: "id", resolvable: false) { id: ID! }',
  resolvers: { Query: { bill: () => ({ id: '1' }) } },
};
const amount = { query: '{ bill { amount } }', of: (name: string) => ({ bill: { amount: `from ${name}` } }) };

describe('@override', () => {
  it('takes the field from the new owner', async () => {
    const hub = makeHub([root, from('old'), from('new', '@override(from: "old")')]);
    expect((await hub.run(amount.query)).data).toEqual(amount.of('new'));
  });

  it.each([
    [true, 'new'],
    [false, 'old'],
  ])('with a label follows the choice of each request (%s: %s)', async (chosen, owner) => {
    const hub = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(10)")')], {
      chooseOverride: () => chosen,
    });
    expect((await hub.run(amount.query)).data).toEqual(amount.of(owner));
  });

  it('keeps the plans of both choices apart', async () => {
    let chosen = true;
    const hub = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(10)")')], {
      chooseOverride: () => chosen,
    });
    const first = await hub.run(amount.query);
    chosen = false;
    expect([first.data, (await hub.run(amount.query)).data]).toEqual([amount.of('new'), amount.of('old')]);
  });

  it('lets percent labels fall in their proportion', async () => {
    const always = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(100)")')]);
    const never = makeHub([root, from('old'), from('new', '@override(from: "old", label: "percent(0)")')]);
    expect((await always.run(amount.query)).data).toEqual(amount.of('new'));
    expect((await never.run(amount.query)).data).toEqual(amount.of('old'));
  });
});
