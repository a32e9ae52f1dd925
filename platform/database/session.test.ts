import { describe, expect, it } from '@jest/globals';
import { Session } from './session.ts';
import { SYSTEM_VIEWER } from './viewer.ts';

/** A connection that refuses what it is told to, and notes what it was asked. */
function connection(refuses: (text: string) => boolean = () => false) {
  const asked: string[] = [];
  const released: (boolean | undefined)[] = [];
  const client = {
    query: async (text: string) => {
      asked.push(text);
      if (refuses(text)) throw new Error('refused');
      const answer = { command: 'SELECT', rowCount: 1, rows: [{ text: text.slice(-1) }] };
      return text.startsWith('begin') ? [{ rows: [] }, { rows: [] }, { rows: [] }, answer] : answer;
    },
    release: (broken?: boolean) => void released.push(broken),
  };
  return { pool: { connect: async () => client }, asked, released };
}

const open = (pool: ReturnType<typeof connection>['pool']) => new Session(pool, SYSTEM_VIEWER, 'read only');

describe('a session', () => {
  it('asks for no connection before its first statement, and none for nothing', async () => {
    const { pool, asked, released } = connection();
    await open(pool).commit();
    expect([asked, released]).toEqual([[], []]);
  });

  it('opens its transaction together with its first statement, and asks one after the other', async () => {
    const { pool, asked, released } = connection();
    const session = open(pool);
    const answers = await Promise.all(['select 1', 'select 2'].map((sql) => session.query(sql)));
    expect(answers).toMatchObject([{ rows: [{ text: '1' }] }, { rows: [{ text: '2' }] }]);
    await session.commit();
    expect(asked).toEqual([
      expect.stringMatching(/^begin read only; set local role v_system; .*; \/\* first \*\/ select 1$/),
      'select 2',
      'commit',
    ]);
    expect(released).toEqual([undefined]);
  });

  it('is rolled back when its first statement was refused, and the connection serves others', async () => {
    const { pool, asked, released } = connection((text) => text.endsWith('nonsense'));
    const session = open(pool);
    await expect(session.query('nonsense')).rejects.toThrow('refused');
    await session.rollback();
    expect([asked.at(-1), released]).toEqual(['rollback', [undefined]]);
  });

  it('gives no broken connection back', async () => {
    const { pool, released } = connection(() => true);
    const session = open(pool);
    await expect(session.query('select 1')).rejects.toThrow('refused');
    await session.rollback();
    expect(released).toEqual([true]);
  });
});
