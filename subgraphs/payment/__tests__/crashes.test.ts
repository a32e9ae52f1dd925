import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { viewerOf } from '../../../platform/database/index.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import { payAt } from '../../../sandbox/drive.ts';
import { reservePayment } from '../actions/reserve-payment.ts';
import type { Paypage } from '../connectors/xbezahldienste.ts';
import type { PaymentServices } from '../services.ts';
import { PaymentWorker } from '../workers/payment-worker.ts';
import { rowsOf } from './helpers.ts';
import { RETURN_URL, Town } from './town.ts';

let town: Town;
let services: PaymentServices & { paypage: Paypage };
beforeAll(async () => {
  // The worker of this town sleeps, so that each look is the doing of the tests.
  town = await Town.start({ PAYPAGE_POLL_MS: '60000' }, 'request-id');
  services = town.makeServices();
});
afterAll(async () => {
  await services.paypage.close();
  await town.stop();
});

/** What a worker does after a restart, with this payment due. */
async function workOn(id: string): Promise<void> {
  await rowsOf(town.hub, 'update payment set next_poll_at = now() where id = $1', [id]);
  await new PaymentWorker(services).round();
}

/** Phase one of a payment, and nothing after it: as if the process had died. */
async function dieAfterReserving() {
  const erika = citizen();
  const fees = await town.feesOf(erika.citizenId);
  const { database } = town.hub.running;
  const order = { feeIds: fees, returnUrl: RETURN_URL, idempotencyKey: 'crash', takeOverMs: 60_000 };
  const id = await reservePayment(
    { ...order, redirectBase: 'http://localhost:4000/pay/return/' },
    { principal: erika, unitOfWork: (action) => database.unitOfWork(viewerOf(erika), action) },
  );
  return { erika, fees, id };
}

const paymentsThere = (id: string) =>
  town.sandbox.misbehave.ledger().payments.filter(({ requestId }) => requestId === id);

async function payAndBook(id: string, redirectUrl: string | null): Promise<void> {
  await payAt(redirectUrl ?? '', 'pay');
  await workOn(id);
  expect((await town.row(id)).state).toBe('PAID');
  expect(town.bookings(id)).toHaveLength(1);
  expect(await town.ledger(id)).toHaveLength(2);
}

describe('a crash', () => {
  it('after the payment was noted: the worker places the order', async () => {
    const { erika, fees, id } = await dieAfterReserving();
    expect((await town.row(id)).state).toBe('CREATED');
    await workOn(id);
    expect((await town.row(id)).state).toBe('STARTED');
    const { payment, redirectUrl } = await town.start(erika, fees, { idempotencyKey: 'crash' });
    expect(payment.id).toBe(id);
    await payAndBook(id, redirectUrl);
  });

  it('after the payment was noted: the same key places the order before any worker does', async () => {
    const { erika, fees, id } = await dieAfterReserving();
    const { payment, redirectUrl } = await town.start(erika, fees, { idempotencyKey: 'crash' });
    expect(payment).toMatchObject({ id, state: 'STARTED' });
    await payAndBook(id, redirectUrl);
  });

  it('after the order was placed, before the answer was stored: it is found under its own id', async () => {
    const { erika, fees, id } = await dieAfterReserving();
    const [row] = await rowsOf<{ request: object }>(town.hub, 'select request from payment where id = $1', [id]);
    await services.paypage.open(row?.request as Parameters<Paypage['open']>[0]);
    await workOn(id);
    expect((await town.row(id)).state).toBe('STARTED');
    expect(paymentsThere(id)).toHaveLength(1);
    const { redirectUrl } = await town.start(erika, fees, { idempotencyKey: 'crash' });
    await payAndBook(id, redirectUrl);
  });

  it('after the order was placed and paid: the worker finds and books the money', async () => {
    const { fees, id } = await dieAfterReserving();
    const [row] = await rowsOf<{ request: object }>(town.hub, 'select request from payment where id = $1', [id]);
    await services.paypage.open(row?.request as Parameters<Paypage['open']>[0]);
    town.sandbox.misbehave.settle(id, 'pay');
    await workOn(id);
    expect(await town.row(id)).toMatchObject({ state: 'PAID', version: 2 });
    expect(await town.feeStates(fees)).toEqual(['PAID']);
  });

  it('with a lease in hand: nobody else looks until it ends, then the next one does', async () => {
    const erika = citizen();
    const { payment, redirectUrl } = await town.start(erika, await town.feesOf(erika.citizenId));
    await payAt(redirectUrl ?? '', 'pay');
    await rowsOf(town.hub, `update payment set leased_until = now() + interval '1 hour' where id = $1`, [payment.id]);
    await workOn(payment.id);
    expect((await town.row(payment.id)).state).toBe('STARTED');
    await rowsOf(town.hub, `update payment set leased_until = now() - interval '1 s' where id = $1`, [payment.id]);
    await workOn(payment.id);
    expect((await town.row(payment.id)).state).toBe('PAID');
  });

  it('after which the case was withdrawn: no order is placed any more', async () => {
    const { erika, fees, id } = await dieAfterReserving();
    await rowsOf(town.hub, `update fee set state = 'CANCELED' where id = any($1)`, [fees]);
    await workOn(id);
    expect(await town.row(id)).toMatchObject({ state: 'FAILED', reason: 'NOT_DUE' });
    expect(paymentsThere(id)).toEqual([]);
    expect(await town.ask(erika, fees, { idempotencyKey: 'crash' })).toMatchObject({
      errors: [{ extensions: { code: 'STATE_CONFLICT' } }],
    });
  });

  it('that lasts an hour ends the payment and frees its fees', async () => {
    const { fees, id } = await dieAfterReserving();
    await rowsOf(town.hub, `update payment set created_at = now() - interval '61 minutes' where id = $1`, [id]);
    town.sandbox.misbehave.payment({ kind: 'server-error', requestId: id });
    await workOn(id);
    expect(await town.row(id)).toMatchObject({ state: 'FAILED', reason: 'NOT_STARTED' });
    expect(await rowsOf(town.hub, 'select 1 from payment_fee where active and fee_id = any($1)', [fees])).toEqual([]);
    expect((await town.events(id)).map(({ kind }) => kind)).toEqual(['PAYMENT_CREATED', 'PAYMENT_FAILED']);
  });
});
