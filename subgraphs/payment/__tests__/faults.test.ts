import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen } from '../../../platform/testing/principals.ts';
import { payAt } from '../../../sandbox/drive.ts';
import type { PaymentFault } from '../../../sandbox/start-sandbox.ts';
import { announcedFee, changed } from './cases.ts';
import { eventually, rowsOf } from './helpers.ts';
import { Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await Town.start({ PAYPAGE_TIMEOUT_MS: '600' }, 'request-id');
});
afterAll(() => town.stop());
afterEach(() => town.sandbox.misbehave.stop());

const refusal = (code: string) => ({ data: { startPayment: null }, errors: [{ extensions: { code } }] });
const sumOf = (entries: readonly { cents: number }[]) => entries.reduce((sum, { cents }) => sum + cents, 0);

/** The truth of both sides: one booking there, one here, one event, one receipt. */
async function expectPaidOnce(id: string, fees: readonly string[]): Promise<void> {
  const row = await town.reaches(id, 'PAID');
  expect(row.receipt_number).toEqual(expect.any(String));
  expect(town.bookings(id)).toHaveLength(1);
  const entries = await town.ledger(id);
  expect(sumOf(entries)).toBe(0);
  expect(entries.filter(({ account }) => account === 'PROVIDER')).toMatchObject([
    { cents: town.bookings(id)[0]?.amountCents },
  ]);
  expect((await town.events(id)).filter(({ kind }) => kind === 'PAYMENT_PAID')).toHaveLength(1);
  expect(await town.feeStates(fees)).toEqual(fees.map(() => 'PAID'));
}

describe('money that is not what was asked for', () => {
  it.each<[string, Omit<PaymentFault, 'requestId'>]>([
    ['amount', { kind: 'other-amount' }],
    ['currency', { kind: 'other-currency' }],
  ])('of another %s is put in quarantine, and nobody pays again', async (_what, fault) => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const { payment, redirectUrl } = await town.start(erika, fees);
    town.sandbox.misbehave.payment({ ...fault, requestId: payment.id });
    await payAt(redirectUrl ?? '', 'pay');
    await town.reaches(payment.id, 'QUARANTINED');
    expect((await town.events(payment.id)).at(-1)).toMatchObject({ kind: 'PAYMENT_QUARANTINED', version: 3 });
    expect(await town.feeStates(fees)).toEqual(['OPEN']);
    expect(await town.ledger(payment.id)).toEqual([]);
    expect(await town.ask(erika, fees)).toMatchObject(refusal('PAYMENT_MISMATCH'));
  });

  it('is never asked of the citizen: she is not sent to a page with another amount', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    town.sandbox.misbehave.payment({ kind: 'other-amount', times: 1 });
    expect(await town.ask(erika, fees)).toMatchObject(refusal('PAYMENT_MISMATCH'));
    expect(await town.feeStates(fees)).toEqual(['OPEN']);
  });
});

describe('a payment service that stumbles', () => {
  it.each<[string, PaymentFault]>([
    ['fails once', { kind: 'server-error' }],
    ['fails once after taking the order', { kind: 'server-error', effect: 'after' }],
    ['answers half a text after taking the order', { kind: 'broken-json' }],
    ['cuts the line after taking the order', { kind: 'reset' }],
    ['says nothing once', { kind: 'silent' }],
    ['says nothing after taking the order', { kind: 'silent', effect: 'after' }],
    ['gives no token once', { kind: 'server-error', on: 'token' }],
  ])('and %s is asked again within the same call', async (_what, fault) => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    town.sandbox.misbehave.payment(fault);
    const { payment, redirectUrl } = await town.start(erika, fees);
    await payAt(redirectUrl ?? '', 'pay');
    await expectPaidOnce(payment.id, fees);
  });

  it.each<[string, PaymentFault]>([
    ['fails', { kind: 'server-error', times: 6 }],
    ['asks for patience', { kind: 'too-many-requests', retryAfterSeconds: 1 }],
  ])('and %s too long is UNAVAILABLE; the same key brings the pay page later', async (_what, fault) => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const input = { idempotencyKey: 'again' };
    town.sandbox.misbehave.payment(fault);
    expect(await town.ask(erika, fees, input)).toMatchObject(refusal('UNAVAILABLE'));
    const { payment, redirectUrl } = await eventually(() => town.start(erika, fees, input));
    await payAt(redirectUrl ?? '', 'pay');
    await expectPaidOnce(payment.id, fees);
  });

  it.each<[string, PaymentFault]>([
    ['fails', { kind: 'server-error', on: 'read', times: 3 }],
    ['answers half a text', { kind: 'broken-json', on: 'read', times: 3 }],
    ['cuts the line', { kind: 'reset', on: 'read', times: 3 }],
    ['asks for patience', { kind: 'too-many-requests', on: 'read' }],
  ])('and %s when asked for the outcome is asked until it tells', async (_what, fault) => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const { payment, redirectUrl } = await town.start(erika, fees);
    town.sandbox.misbehave.payment({ ...fault, requestId: payment.id });
    await payAt(redirectUrl ?? '', 'pay');
    await expectPaidOnce(payment.id, fees);
  });

  it('and gives two payments one reference has both booked', async () => {
    const erika = citizen();
    const first = await town.feesOf(erika.citizenId);
    const second = await town.feesOf(erika.citizenId);
    const one = await town.pay(erika, first);
    await town.reaches(one, 'PAID');
    const { payment, redirectUrl } = await town.start(erika, second);
    town.sandbox.misbehave.payment({ kind: 'duplicate-reference', requestId: payment.id });
    await payAt(redirectUrl ?? '', 'pay');
    await expectPaidOnce(one, first);
    await expectPaidOnce(payment.id, second);
    const [a, b] = [await town.row(one), await town.row(payment.id)];
    expect(a.reference).toBe(b.reference);
    expect(a.receipt_number).not.toBe(b.receipt_number);
  });
});

describe('money that comes late', () => {
  it('turns a failed payment into a paid one, once', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const { payment, redirectUrl } = await town.start(erika, fees);
    town.sandbox.misbehave.payment({ kind: 'failed-then-payed', requestId: payment.id });
    await payAt(redirectUrl ?? '', 'pay');
    await expectPaidOnce(payment.id, fees);
    const kinds = (await town.events(payment.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['PAYMENT_CREATED', 'PAYMENT_STARTED', 'PAYMENT_FAILED', 'PAYMENT_PAID']);
  });

  it('is waited for while the browser is back already', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const { payment, redirectUrl } = await town.start(erika, fees);
    town.sandbox.misbehave.payment({ kind: 'late-payment', polls: 4, requestId: payment.id });
    await payAt(redirectUrl ?? '', 'pay');
    expect((await town.row(payment.id)).state).toBe('STARTED');
    await expectPaidOnce(payment.id, fees);
  });

  it('for a fee paid in the meantime is booked as surplus, never dropped', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const canceled = await town.pay(erika, fees, 'cancel');
    await town.reaches(canceled, 'CANCELED');
    const paid = await town.pay(erika, fees);
    await expectPaidOnce(paid, fees);
    town.sandbox.misbehave.settle(canceled, 'pay');
    await town.reaches(canceled, 'PAID');
    expect(await town.ledger(canceled)).toEqual([
      { account: 'PROVIDER', fee_id: null, cents: 1500 },
      { account: 'SURPLUS', fee_id: fees[0], cents: -1500 },
    ]);
    expect((await town.events(canceled)).at(-1)).toMatchObject({
      kind: 'PAYMENT_PAID',
      data: { fees: [], cents: 1500 },
    });
    expect((await town.events(fees[0] ?? '')).filter(({ kind }) => kind === 'FEE_PAID')).toHaveLength(1);
  });

  it('closes the pay page of a second payment for the same fee', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const canceled = await town.pay(erika, fees, 'cancel');
    await town.reaches(canceled, 'CANCELED');
    const second = await town.start(erika, fees, { idempotencyKey: 'second' });
    expect(second.redirectUrl).toEqual(expect.any(String));
    town.sandbox.misbehave.settle(canceled, 'pay');
    await expectPaidOnce(canceled, fees);
    expect(await town.start(erika, fees, { idempotencyKey: 'second' })).toMatchObject({
      redirectUrl: null,
      payment: { id: second.payment.id, fees: [{ state: 'PAID' }] },
    });
  });

  it('for a withdrawn case is booked all the same', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const caseId = town.feed.events.at(-1)?.subject ?? '';
    const { payment, redirectUrl } = await town.start(erika, fees);
    town.feed.push(changed(erika.citizenId, caseId, 2, 'WITHDRAWN', 'CASE_WITHDRAWN'));
    await eventually(async () => expect(await town.feeStates(fees)).toEqual(['CANCELED']));
    await payAt(redirectUrl ?? '', 'pay');
    await expectPaidOnce(payment.id, fees);
  });
});

describe('a provider that names payments its own way', () => {
  it('and loses an order: its fees are free again', async () => {
    const other = await Town.start({}, 'technical');
    try {
      const erika = citizen();
      const fees = await other.feesOf(erika.citizenId);
      other.sandbox.misbehave.payment({ kind: 'reset' });
      const input = { idempotencyKey: uuidv7() };
      expect(await other.ask(erika, fees, input)).toMatchObject(refusal('UNAVAILABLE'));
      const [{ id } = { id: '' }] = await rowsOf<{ id: string }>(other.hub, 'select id from payment');
      expect(await other.reaches(id, 'FAILED')).toMatchObject({ reason: 'LOST', attempts: 3 });
      const paid = await other.pay(erika, fees);
      await other.reaches(paid, 'PAID');
      expect(other.sandbox.misbehave.ledger().bookings).toHaveLength(1);
    } finally {
      await other.stop();
    }
  });
});

describe('the ledger', () => {
  it('refuses entries that do not add up to zero', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId, [announcedFee({ cents: 3 })]);
    const { payment } = await town.start(erika, fees);
    const insert = `insert into ledger_entry (payment_id, account, cents, currency, booked_at) values ($1, 'PROVIDER', 3, 'EUR', now())`;
    await expect(rowsOf(town.hub, insert, [payment.id])).rejects.toThrow('zero');
  });

  it('is balanced, and says what the payment service says', async () => {
    const erika = citizen();
    for (let n = 1; n <= 3; n += 1) {
      const fees = await town.feesOf(erika.citizenId, [announcedFee({ cents: n * 7 })]);
      await town.reaches(await town.pay(erika, fees), 'PAID');
    }
    const [totals] = await rowsOf(
      town.hub,
      `select sum(ledger_entry.cents)::int as sum, (sum(ledger_entry.cents) filter (where account = 'PROVIDER'))::int as taken from ledger_entry
       join payment on payment.id = payment_id where party = $1`,
      [erika.citizenId],
    );
    expect(totals).toEqual({ sum: 0, taken: 42 });
    const numbers = await rowsOf<{ receipt_number: string }>(
      town.hub,
      'select receipt_number from payment where receipt_number is not null order by receipt_number',
    );
    expect(numbers.map(({ receipt_number }) => Number(receipt_number.slice(6)))).toEqual(numbers.map((_, n) => n + 1));
  });
});
