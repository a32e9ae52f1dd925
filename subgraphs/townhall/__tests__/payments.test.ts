import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen } from '../../../platform/testing/principals.ts';
import { advance, BIRTH_CERTIFICATE, clerkOf, eventually, logOf, startTown, submit, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

const pay = (caseIds: readonly unknown[], eventId = uuidv7()) =>
  town.payments.push({
    eventId,
    kind: 'PAYMENT_PAID',
    subject: uuidv7(),
    party: uuidv7(),
    data: { fees: caseIds.map((id) => ({ id: uuidv7(), case: id })) },
  });
const waitingCase = async () => {
  const { id } = await submit(town, citizen(), BIRTH_CERTIFICATE);
  await advance(town, clerkOf(34), id, { state: 'WAITING_FOR_PAYMENT' });
  return id;
};
const statesOf = async (id: string) => (await logOf(town, id)).map(({ state }) => state);
const paid = ['SUBMITTED', 'WAITING_FOR_PAYMENT', 'IN_REVIEW'];

describe('a payment that went through', () => {
  it('takes up every case that waited for it', async () => {
    const [one, two] = [await waitingCase(), await waitingCase()];
    pay([two, one, two]);
    await eventually(async () => expect([await statesOf(one), await statesOf(two)]).toEqual([paid, paid]));
    expect((await logOf(town, one)).at(-1)).toMatchObject({ kind: 'CASE_STATE_CHANGED', version: 3, office: 34 });
  });

  it('counts once, even when its event is told again after the case waits for another fee', async () => {
    const id = await waitingCase();
    const { eventId } = pay([id]);
    await eventually(async () => expect(await statesOf(id)).toEqual(paid));
    await advance(town, clerkOf(34), id, { state: 'WAITING_FOR_PAYMENT' });
    pay([id], eventId);
    const later = await waitingCase();
    pay([later]);
    await eventually(async () => expect(await statesOf(later)).toEqual(paid));
    expect(await statesOf(id)).toEqual([...paid, 'WAITING_FOR_PAYMENT']);
  });

  it('leaves a case alone that waits for nothing, and goes on past what it cannot use', async () => {
    const { id } = await submit(town, citizen());
    pay([id, 'no uuid', null, 7, uuidv7()]);
    town.payments.push({ kind: 'PAYMENT_PAID', subject: uuidv7(), party: uuidv7(), data: { fees: [null, 'x'] } });
    town.payments.push({ kind: 'PAYMENT_PAID', subject: uuidv7(), party: uuidv7(), data: { fees: 'x' } });
    town.payments.push({ kind: 'PAYMENT_FAILED', subject: uuidv7(), party: uuidv7(), data: { fees: [{ case: id }] } });
    const later = await waitingCase();
    pay([later]);
    await eventually(async () => expect(await statesOf(later)).toEqual(paid));
    expect(await statesOf(id)).toEqual(['SUBMITTED']);
  });
});
