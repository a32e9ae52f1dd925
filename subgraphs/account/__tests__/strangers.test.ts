import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { citizenWithMail, type House, startHouse, until } from './house.ts';

const CANARY = 'kanarienvogel@example.org';
let house: House;
let erika: Principal & { citizenId: string };
let messageId: string;

beforeAll(async () => {
  house = await startHouse({
    'identity.attributes': () => ({ provider: 'bundid', attributes: { email: { value: CANARY, level: 'BASIC' } } }),
  });
  const { erika: owner, mailbox } = await citizenWithMail(house, 1);
  erika = owner;
  messageId = String(mailbox.nodes[0]?.id);
  house.identity.push({ kind: 'CITIZEN_REGISTERED', subject: owner.citizenId, party: owner.citizenId });
  await until(
    () => house.rows('select id from profile'),
    (rows) => rows.length === 1,
  );
});
afterAll(() => house.stop());

const all = ['openid', 'profile', 'mailbox'];
const STRANGERS: [string, () => Principal, string][] = [
  ['the public', () => PUBLIC_PRINCIPAL, 'UNAUTHENTICATED'],
  ['another citizen', () => citizen(), 'NOT_FOUND'],
  [
    'a citizen acting for an organisation',
    () => citizen({ citizenId: erika.citizenId, parties: [citizen().citizenId] }),
    'NOT_FOUND',
  ],
  [
    'a citizen without the scopes',
    () => citizen({ citizenId: erika.citizenId, parties: [erika.citizenId], scopes: ['openid'] }),
    'FORBIDDEN',
  ],
  ['a clerk', () => clerk([20], { scopes: [...all, 'staff'] }), 'FORBIDDEN'],
  ['her partner app without consent', () => hers({ scopes: all, purposes: [] }), 'CONSENT_REQUIRED'],
  ['her partner app without scope', () => hers({ scopes: ['openid'], purposes: ['profile', 'mailbox'] }), 'FORBIDDEN'],
  [
    "a partner app with another citizen's consent",
    () => partnerFor(citizen().citizenId, { scopes: all, purposes: ['profile', 'mailbox'] }),
    'CONSENT_REQUIRED',
  ],
];
const hers = (fields: Partial<Principal>) => partnerFor(erika.citizenId, { parties: [erika.citizenId], ...fields });

const ENTITIES = (field: string) => `query ($id: ID!) {
  _entities(representations: [{ __typename: "Citizen", id: $id }]) { ... on Citizen { ${field} } } }`;

describe.each(STRANGERS)('%s', (_, stranger, code) => {
  it.each([
    ['profile', 'profile { email version }'],
    ['mailbox', 'mailbox { unreadCount cursor nodes { id } }'],
  ])('does not see her %s', async (name, field) => {
    const answer = await house.as(stranger()).ask(ENTITIES(field), { id: erika.citizenId });
    expect(answer).toMatchObject({ data: { _entities: [{ [name]: null }] }, errors: [{ extensions: { code } }] });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
  });

  it('does not find, mark or change anything of hers', async () => {
    const asker = house.as(stranger());
    const message = await asker.ask('query ($id: ID!) { message(id: $id) { body { de } } }', { id: messageId });
    expect(message).toMatchObject({ data: { message: null }, errors: [expect.anything()] });
    const mark = `mutation ($id: ID!) { markMessageRead(input: { messageId: $id, idempotencyKey: "s" }) { message { id } } }`;
    expect(await asker.ask(mark, { id: messageId })).toMatchObject({ data: { markMessageRead: null } });
    await asker.ask(
      'mutation { updateProfile(input: { email: "x@example.org", idempotencyKey: "s" }) { profile { email } } }',
    );
    expect(await house.rows('select email from profile')).toEqual([{ email: CANARY }]);
    expect(await house.rows('select read_at from message where read_at is not null')).toEqual([]);
  });

  it('does not hear of her messages', async () => {
    const stream = house.as(stranger()).subscribe('subscription { mailboxEvents { message { id } } }');
    const opened = (await stream.next()).value;
    await stream.return();
    expect(opened?.data).toBeFalsy();
  });
});

describe('the row level behind it', () => {
  it.each(['v_public', 'v_staff', 'v_citizen', 'v_partner'] as const)(
    'shows %s no row of hers without a where',
    async (role) => {
      const viewer = { role, self: erika.citizenId, parties: [], offices: [20] };
      const sees = async (table: string) =>
        house.running.database.reading(viewer, ({ sql }) => sql(`select id from ${table}`)).catch(({ code }) => code);
      for (const table of ['account', 'profile', 'message']) expect([[], '42501']).toContainEqual(await sees(table));
    },
  );

  it('lets a citizen change nothing of a message but that she has read it', async () => {
    const viewer = { role: 'v_citizen', self: erika.citizenId, parties: [erika.citizenId], offices: [] } as const;
    const change = house.running.database.unitOfWork(
      viewer,
      (work) => work.sql`update message set template = 'welcome'`,
    );
    await expect(change).rejects.toMatchObject({ code: '42501' });
  });

  it('lets her own app read with scope and consent, and not mark', async () => {
    const app = hers({ scopes: all, purposes: ['mailbox', 'profile'] });
    const read = await house
      .as(app)
      .query<{ message: object }>('query ($id: ID!) { message(id: $id) { id } }', { id: messageId });
    expect(read).toEqual({ message: { id: messageId } });
    const mark = `mutation ($id: ID!) { markMessageRead(input: { messageId: $id, idempotencyKey: "s" }) { message { id } } }`;
    expect(await house.as(app).ask(mark, { id: messageId })).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const stream = house.as(app).subscribe('subscription { mailboxEvents { message { id } } }');
    expect((await stream.next()).value).toEqual({ extensions: { cursor: expect.any(String) } });
    await stream.return();
  });
});
