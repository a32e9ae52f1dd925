import { v7 as uuidv7 } from 'uuid';
import { isUuid, type Work } from '../../../platform/database/index.ts';
import { BadUserInputError, NotFoundError, StateConflictError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { MAX_CENTS, MAX_ITEMS, toPaymentRequest } from '../connectors/payment-request.ts';
import { FeeAlreadyInPaymentError, PaymentMismatchError } from '../domain/errors.ts';
import { Fee } from '../entities/fee.ts';
import { Payment } from '../entities/payment.ts';
import { PaymentState } from '../entities/payment-state.ts';
import { publishPayment } from './payment-row.ts';

/** What is to be paid, checked as far as that goes without looking at the fees. */
export interface PaymentOrder {
  readonly feeIds: readonly string[];
  readonly returnUrl: string;
  readonly idempotencyKey: string;
  /** Where the payment service sends the browser; ours, with the id of the payment at its end. */
  readonly redirectBase: string;
  /** When the worker takes over if nobody places the order. */
  readonly takeOverMs: number;
}

/** Changes as the viewer, as `context.unitOfWork` does. */
export interface Actor {
  readonly principal: Principal;
  unitOfWork<Result>(action: (work: Work) => Promise<Result>): Promise<Result>;
}

/** Leaves the unit of work so that nothing of it stays. */
class FeesTaken extends Error {}

/**
 * Phase one of a payment: the row, the fees it holds, its key and its event, in one transaction. Whoever asks for the very
 * same fees while their payment is open gets that payment.
 *
 * @returns the id of the payment, new or known
 */
export async function reservePayment(order: PaymentOrder, actor: Actor): Promise<string> {
  const id = uuidv7();
  for (let round = 0; ; round += 1) {
    try {
      return await actor.unitOfWork((work) => reserve(work, order, actor.principal, id));
    } catch (error) {
      if (!(error instanceof FeesTaken)) throw error;
    }
    const other = await actor.unitOfWork((work) => joinOther(work, order, actor.principal));
    if (other) return other;
    // Between the two looks the other payment ended; fees that slip away again and again are somebody's storm.
    if (round === 3) throw new StateConflictError('These fees keep changing. Try again.');
  }
}

async function reserve(work: Work, order: PaymentOrder, principal: Principal, id: string): Promise<string> {
  const claim = await claimKey(work, toCall(order, principal, id));
  if (!claim.first) return claim.id;
  const fees = await payableFees(work, order.feeIds);
  await refuseQuarantined(work, order.feeIds);
  const payment = work.em.create(Payment, newPayment(id, order, fees), { partial: true });
  await work.em.flush();
  const held = await work.sql`
    insert into payment_fee (payment_id, fee_id, party, office)
    select ${id}, id, party, office from fee where id = any(${order.feeIds}::uuid[]) order by id
    on conflict do nothing returning fee_id`;
  if (held.length < fees.length) throw new FeesTaken();
  publishPayment(work, payment, { cents: payment.cents, currency: payment.currency });
  return id;
}

const toCall = ({ feeIds, returnUrl, idempotencyKey }: PaymentOrder, principal: Principal, resultId: string) => ({
  principal,
  mutation: 'startPayment',
  key: idempotencyKey,
  body: { feeIds, returnUrl },
  resultId,
});

/** Foreign fees and fees that are none get the same answer: row level security shows neither. */
async function payableFees(work: Work, ids: readonly string[]): Promise<[Fee, ...Fee[]]> {
  if (!ids.every(isUuid)) throw new NotFoundError();
  const fees = await work.em.find(Fee, { id: { $in: [...ids] } }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  const [first] = fees;
  if (!first || fees.length < ids.length) throw new NotFoundError();
  const closed = fees.find(({ state }) => state !== 'OPEN');
  if (closed) throw new StateConflictError('This fee is not open.', { fee: closed.id, state: closed.state });
  if (fees.some(({ currency, party }) => currency !== first.currency || party !== first.party))
    throw badFees('same-currency');
  if (fees.length > MAX_ITEMS || sumOf(fees) > MAX_CENTS) throw badFees('limit');
  return [first, ...fees.slice(1)];
}

const badFees = (rule: string) =>
  new BadUserInputError('These fees cannot be paid together.', { problems: [{ path: '/feeIds', rule }] });

const sumOf = (fees: readonly Fee[]): number => fees.reduce((sum, { cents }) => sum + cents, 0);

/** Money of the wrong amount lies there for one of these fees: nobody pays again before a human has looked. */
async function refuseQuarantined(work: Work, ids: readonly string[]): Promise<void> {
  const [row] = await work.sql<{ id: string }>`
    select payment.id from payment_fee join payment on payment.id = payment_fee.payment_id
    where payment_fee.fee_id = any(${ids}::uuid[]) and payment.state = 'QUARANTINED' limit 1`;
  if (row) throw new PaymentMismatchError({ payment: row.id });
}

function newPayment(id: string, { returnUrl, redirectBase, takeOverMs }: PaymentOrder, fees: readonly [Fee, ...Fee[]]) {
  const [first] = fees;
  const now = new Date();
  return {
    id,
    party: first.party,
    office: fees.every(({ office }) => office === first.office) ? first.office : null,
    state: PaymentState.CREATED,
    cents: sumOf(fees),
    currency: first.currency,
    version: 1,
    returnUrl,
    createdAt: now,
    changedAt: now,
    attempts: 0,
    nextPollAt: new Date(now.getTime() + takeOverMs),
    request: toPaymentRequest({ id, fees, redirectUrl: `${redirectBase}${id}`, now }),
  };
}

interface Holder {
  payment_id: string;
  fees: string[];
  state: PaymentState;
}

/** The second is told of the first: the same payment for the same fees, a refusal that names it for others. */
async function joinOther(work: Work, order: PaymentOrder, principal: Principal): Promise<string | null> {
  const [holder] = await work.sql<Holder>`
    select payment_id, array_agg(fee_id::text) as fees, max(payment.state) as state
    from payment_fee join payment on payment.id = payment_fee.payment_id
    where active and payment_id in (
      select payment_id from payment_fee where active and fee_id = any(${order.feeIds}::uuid[])
    ) group by payment_id order by payment_id limit 1`;
  if (!holder) return null;
  if (holder.state === 'QUARANTINED') throw new PaymentMismatchError({ payment: holder.payment_id });
  const isSame = holder.fees.length === order.feeIds.length && order.feeIds.every((id) => holder.fees.includes(id));
  if (!isSame) throw new FeeAlreadyInPaymentError({ payment: holder.payment_id, fees: holder.fees });
  const claim = await claimKey(work, toCall(order, principal, holder.payment_id));
  return claim.id;
}
