import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { makeLogger, makeServer } from '../../../platform/server/index.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import { payAt } from '../../../sandbox/drive.ts';
import { recordAnswer } from '../actions/record-answer.ts';
import { PaymentWorker } from '../workers/payment-worker.ts';
import { rowsOf } from './helpers.ts';
import { RETURN_URL, Town } from './town.ts';

let town: Town;
let app: FastifyInstance;
beforeAll(async () => {
  // The poll of this town sleeps, so that what happens is the doing of the tests.
  town = await Town.start({ PAYPAGE_POLL_MS: '60000' });
  app = await makeServer({ logger: makeLogger({ level: 'silent' }), checkReady: async () => {} });
  await town.hub.running.routes?.(app);
});
afterAll(async () => {
  await app.close();
  await town.stop();
});
afterEach(() => town.sandbox.misbehave.stop());

const comeBack = (address: string) =>
  app.inject({ method: 'GET', url: new URL(address).pathname + new URL(address).search });
const pollsOf = (id: string) =>
  town.sandbox.misbehave.ledger().payments.find(({ requestId }) => requestId === id)?.polls ?? 0;

async function startAndPay(action: 'pay' | 'cancel' | 'fail' = 'pay') {
  const erika = citizen();
  const fees = await town.feesOf(erika.citizenId);
  const { payment, redirectUrl } = await town.start(erika, fees);
  return { id: payment.id, fees, address: await payAt(redirectUrl ?? '', action) };
}

describe('the way back from the pay page', () => {
  it.each([
    ['pay', 'PAID'],
    ['cancel', 'CANCELED'],
    ['fail', 'FAILED'],
  ] as const)('after %s tells the truth at once and goes on to where she started', async (action, state) => {
    const { id, address } = await startAndPay(action);
    const answer = await comeBack(address);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, RETURN_URL]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await town.row(id)).state).toBe(state);
  });

  it('does not believe the browser', async () => {
    const erika = citizen();
    const { payment } = await town.start(erika, await town.feesOf(erika.citizenId));
    const answer = await comeBack(
      `http://localhost:4000/pay/return/${payment.id}?status=PAYED&url=https://evil.example`,
    );
    expect(answer.headers.location).toBe(RETURN_URL);
    expect((await town.row(payment.id)).state).toBe('STARTED');
  });

  it('asks the payment service once, however often it is reloaded', async () => {
    const { id, address } = await startAndPay();
    for (let n = 0; n < 10; n += 1) expect((await comeBack(address)).statusCode).toBe(303);
    expect(pollsOf(id)).toBe(1);
    expect(await town.ledger(id)).toHaveLength(2);
  });

  it('leads on when the payment service is silent', async () => {
    const { id, address } = await startAndPay();
    town.sandbox.misbehave.payment({ kind: 'silent', on: 'read', requestId: id });
    expect((await comeBack(address)).headers.location).toBe(RETURN_URL);
    expect((await town.row(id)).state).toBe('STARTED');
  });

  it.each([uuidv7(), 'nothing', "'; drop table payment; --", 'x'.repeat(300)])('leads nowhere for %s', async (id) => {
    const answer = await app.inject({ method: 'GET', url: `/pay/return/${encodeURIComponent(id)}` });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('many who look at once', () => {
  it('book a payment once: workers, returning browsers and repeated answers', async () => {
    const { id, fees, address } = await startAndPay();
    const services = [town.makeServices(), town.makeServices(), town.makeServices()];
    const { transaction_id: transactionId } = (await town.row(id)) as unknown as { transaction_id: string };
    const paid = await (services[0] as (typeof services)[0]).paypage.read(transactionId);
    await rowsOf(town.hub, 'update payment set next_poll_at = now() where id = $1', [id]);
    await Promise.all([
      ...services.map((each) => new PaymentWorker(each).round()),
      ...services.flatMap((each) => Array.from({ length: 7 }, () => recordAnswer(each, id, paid))),
      ...Array.from({ length: 5 }, () => comeBack(address)),
    ]);
    expect((await town.row(id)).state).toBe('PAID');
    expect(await town.ledger(id)).toHaveLength(2);
    expect((await town.events(id)).filter(({ kind }) => kind === 'PAYMENT_PAID')).toHaveLength(1);
    expect((await town.events(fees[0] ?? '')).filter(({ kind }) => kind === 'FEE_PAID')).toHaveLength(1);
    await Promise.all(services.map(({ paypage }) => paypage.close()));
  });

  it('take each due payment for one worker alone', async () => {
    const started = [await startAndPay(), await startAndPay(), await startAndPay()];
    const ids = started.map(({ id }) => id);
    await rowsOf(town.hub, 'update payment set next_poll_at = now() where id = any($1)', [ids]);
    const services = [town.makeServices(), town.makeServices()];
    const counts = await Promise.all(services.map((each) => new PaymentWorker(each).round()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(ids.map(pollsOf)).toEqual([1, 1, 1]);
    await Promise.all(services.map(({ paypage }) => paypage.close()));
  });

  it('never move a payment backwards with an answer from before', async () => {
    const { id } = await startAndPay('pay');
    const services = town.makeServices();
    const { transaction_id: transactionId } = (await town.row(id)) as unknown as { transaction_id: string };
    const paid = await services.paypage.read(transactionId);
    await recordAnswer(services, id, paid);
    for (const status of ['INITIAL', 'FAILED', 'CANCELED', 'PAYED'] as const)
      await recordAnswer(services, id, { ...paid, status, cents: 1 });
    expect(await town.row(id)).toMatchObject({ state: 'PAID', version: 3 });
    await services.paypage.close();
  });
});
