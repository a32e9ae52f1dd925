import { describe, expect, it } from '@jest/globals';
import { makeHub } from '../harness.ts';

/** Answers are given raw: a broken subgraph breaks its own promises. */
const hub = (data: unknown) =>
  makeHub([
    {
      name: 'a',
      typeDefs: `
        type Query { soft: Box  hard: Box!  list: [Box!]  strict: [Box!]!  matrix: [[Int!]] }
        type Box { value: Int!  note: String  inner: Box!  }`,
      answer: () => ({ data: data as Record<string, unknown> }),
    },
  ]);

const paths = (errors: readonly { path?: unknown }[] | undefined) => errors?.map(({ path }) => path);

describe('null where the schema promises a value', () => {
  it('nulls the nearest nullable parent, with an error at the value', async () => {
    const { data, errors } = await hub({ soft: { value: null, note: 'x' } }).run('{ soft { value note } }');
    expect(data).toEqual({ soft: null });
    expect(paths(errors)).toEqual([['soft', 'value']]);
    expect(errors?.[0]?.extensions?.code).toBe('VALUE_MISSING');
  });

  it('climbs through non-null parents, with one error only', async () => {
    const { data, errors } = await hub({ soft: { inner: { inner: { value: null } } } }).run(
      '{ soft { inner { inner { value } } } }',
    );
    expect(data).toEqual({ soft: null });
    expect(paths(errors)).toEqual([['soft', 'inner', 'inner', 'value']]);
  });

  it('nulls the whole answer when no parent may be null', async () => {
    const { data, errors } = await hub({ hard: null, soft: { value: 1 } }).run('{ hard { value } soft { value } }');
    expect(data).toBeNull();
    expect(paths(errors)).toEqual([['hard']]);
  });

  it('nulls a list for one bad item', async () => {
    const { data, errors } = await hub({ list: [{ value: 1 }, null] }).run('{ list { value } }');
    expect(data).toEqual({ list: null });
    expect(paths(errors)).toEqual([['list', 1]]);
  });

  it('stops at the inner list when that may be null', async () => {
    const { data, errors } = await hub({ matrix: [[1], [null, 2]] }).run('{ matrix }');
    expect(data).toEqual({ matrix: [[1], null] });
    expect(paths(errors)).toEqual([['matrix', 1, 0]]);
  });

  it('uses the alias of the client in the path', async () => {
    const { errors } = await hub({ s: { v: null } }).run('{ s: soft { v: value } }');
    expect(paths(errors)).toEqual([['s', 'v']]);
  });
});
