import { describe, expect, it } from '@jest/globals';
import { runOnce } from './once.ts';
import { SYSTEM_VIEWER } from './viewer.ts';

/** A connection that refuses what it is told to, and notes what it was asked. */
function connection(refuses: (text: string) => boolean = () => false) {
  const asked: string[] = [];
  const released: (boolean | undefined)[] = [];
  const client = {
    query: async (text: string) => {
      asked.push(text);
      if (refuses(text)) throw new Error('refused');
      return [{ rows: [] }, { rows: [] }, { rows: [] }, { rows: [{ id: 1 }] }, { rows: [] }];
    },
    release: (broken?: boolean) => void released.push(broken),
  };
  return { pool: { connect: async () => client }, asked, released };
}

describe('one statement in one round trip', () => {
  it('begins, asks and commits together, and gives the rows of the statement', async () => {
    const { pool, asked, released } = connection();
    expect(await runOnce(pool, SYSTEM_VIEWER, 'select id from t', 'read only')).toEqual([{ id: 1 }]);
    expect(asked).toEqual([
      expect.stringMatching(/begin read only; set local role v_system; .*; select id from t; commit$/),
    ]);
    expect(released).toEqual([undefined]);
  });

  it('rolls back what was refused, and the connection serves others', async () => {
    const { pool, asked, released } = connection((text) => text.includes('commit'));
    await expect(runOnce(pool, SYSTEM_VIEWER, 'update t', 'read write')).rejects.toThrow('refused');
    expect([asked.at(-1), released]).toEqual(['rollback', [undefined]]);
  });

  it('gives no broken connection back', async () => {
    const { pool, released } = connection(() => true);
    await expect(runOnce(pool, SYSTEM_VIEWER, 'update t', 'read write')).rejects.toThrow('refused');
    expect(released).toEqual([true]);
  });
});
