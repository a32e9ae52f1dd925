import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen } from '../../../platform/testing/principals.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { citizenWithMail, type House, mailboxOf, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const MARK = `mutation ($messageId: ID!, $idempotencyKey: String!) {
  markMessageRead(input: { messageId: $messageId, idempotencyKey: $idempotencyKey }) { message { id readAt version } } }`;

const mark = (who: Principal, messageId: unknown, idempotencyKey = 'a') =>
  house.as(who).ask(MARK, { messageId, idempotencyKey });

const receiptsOf = (id: unknown) =>
  house.rows<{ version: number }>(`select version from event where kind = 'MESSAGE_READ' and subject = $1`, [id]);

describe('markMessageRead', () => {
  it('notes once when a message was first read', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 2);
    const id = mailbox.nodes[0]?.id;
    const first = await mark(erika, id, 'a');
    expect(first).toMatchObject({
      data: { markMessageRead: { message: { id, version: 2, readAt: expect.any(String) } } },
    });
    expect(await mark(erika, id, 'a')).toEqual(first);
    expect(await mark(erika, id, 'b')).toEqual(first);
    expect(await receiptsOf(id)).toEqual([{ version: 2 }]);
    expect((await mailboxOf(house, erika)).unreadCount).toBe(1);
  });

  it('notes one receipt when two devices read at once', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 1);
    const id = mailbox.nodes[0]?.id;
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((key) => mark(erika, id, key)));
    expect(answers.every((answer) => JSON.stringify(answer) === JSON.stringify(answers[0]))).toBe(true);
    expect(answers[0]?.errors).toBeUndefined();
    expect(await receiptsOf(id)).toHaveLength(1);
  });

  it('refuses a key that was used for another message', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 2);
    const [one, two] = mailbox.nodes.map(({ id }) => id);
    await mark(erika, one, 'a');
    expect(await mark(erika, two, 'a')).toMatchObject({
      data: { markMessageRead: null },
      errors: [{ extensions: { code: 'IDEMPOTENCY_CONFLICT' } }],
    });
    expect(await receiptsOf(two)).toEqual([]);
  });

  it.each([
    ['NOT_FOUND', 'a missing message', uuidv7(), 'a'],
    ['NOT_FOUND', 'what is no id', "1' or true", 'a'],
    ['BAD_USER_INPUT', 'an empty key', uuidv7(), ''],
    ['BAD_USER_INPUT', 'a key with spaces', uuidv7(), 'a b'],
    ['BAD_USER_INPUT', 'a key that is too long', uuidv7(), 'a'.repeat(256)],
  ])('answers %s to %s', async (code, _, messageId, key) => {
    expect(await mark(citizen(), messageId, key)).toMatchObject({
      data: { markMessageRead: null },
      errors: [{ extensions: { code } }],
    });
  });

  it('leaves the key free when it was refused', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 1);
    await mark(erika, uuidv7(), 'a');
    expect((await mark(erika, mailbox.nodes[0]?.id, 'a')).errors).toBeUndefined();
  });
});
