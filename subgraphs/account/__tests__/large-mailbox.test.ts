import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { viewerOf } from '../../../platform/database/index.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { type House, startHouse } from './house.ts';

const MAIL = 20_000;
const UNREAD = 200;
const erika = citizen();
let house: House;

/** One citizen with very much mail, of which she has read nearly all, among many with a little. */
beforeAll(async () => {
  house = await startHouse();
  await house.rows(
    `insert into message (id, party, kind, template, parameters, event_id, read_at)
     select gen_random_uuid(), party, 'NOTIFICATION', 'welcome', '{}', gen_random_uuid(), read_at from (
       select $1::uuid as party, case when n > ${UNREAD} then now() end as read_at from generate_series(1, ${MAIL}) n
       union all select gen_random_uuid(), null from generate_series(1, 5000)) as mail`,
    [erika.citizenId],
  );
  await house.rows('vacuum analyze message');
});
afterAll(() => house.stop());

const plansOf = async (statements: readonly string[]): Promise<string> => {
  const plans = await house.running.database.reading(viewerOf(erika), async ({ sql }) => {
    const lines: object[] = [];
    for (const statement of statements) lines.push(...(await sql(`explain ${statement}`)));
    return lines;
  });
  return JSON.stringify(plans);
};

const aboutMessages = (statements: string[]) => statements.filter((statement) => /from "?message"?/.test(statement));

describe('a mailbox with very many messages', () => {
  it('reads a page and the unread count over indexes, as the role of a citizen', async () => {
    const page = '{ me { mailbox(first: 20) { unreadCount nodes { id } pageInfo { endCursor } } } }';
    const { result, statements } = await recordStatements(() => house.as(erika).query<Shown>(page));
    expect(result.me.mailbox).toMatchObject({ unreadCount: UNREAD });
    const plans = await plansOf(aboutMessages(statements));
    expect(plans).toContain('message_by_party');
    expect(plans).toContain('message_unread');
    expect(plans).not.toMatch(/Seq Scan on message|Sort/);
  });

  it('reads a page deep down as fast as the first', async () => {
    const [{ place } = { place: '' }] = await house.rows<{ place: string }>(
      'select place from message where party = $1 order by place offset 100 limit 1',
      [erika.citizenId],
    );
    const after = Buffer.from(`k:${place}`).toString('base64url');
    const page = 'query ($after: String) { me { mailbox(first: 20, after: $after) { nodes { id } } } }';
    const { result, statements } = await recordStatements(() => house.as(erika).query<Shown>(page, { after }));
    expect(result.me.mailbox.nodes).toHaveLength(20);
    const plans = await plansOf(aboutMessages(statements));
    expect(plans).toContain('message_by_party');
    expect(plans).not.toMatch(/Seq Scan on message|Sort/);
  });

  it('finds one message by its key', async () => {
    const [{ id } = { id: '' }] = await house.rows<{ id: string }>('select id from message where party = $1 limit 1', [
      erika.citizenId,
    ]);
    const ask = () => house.as(erika).query('query ($id: ID!) { message(id: $id) { id } }', { id });
    const { result, statements } = await recordStatements(ask);
    expect(result).toEqual({ message: { id } });
    expect(statements).toHaveLength(1);
    expect(await plansOf(aboutMessages(statements))).not.toContain('Seq Scan on message');
  });
});

interface Shown {
  me: { mailbox: { nodes: { id: string }[] } };
}
