import { type Database, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import { invariant } from '../../../platform/errors/index.ts';
import { HOUR, SECOND } from '../../../platform/time.ts';
import type { PaymentRequest } from '../connectors/payment-request.ts';
import { ProviderError } from '../connectors/provider-error.ts';
import type { Paypage } from '../connectors/xbezahldienste.ts';
import type { ProviderAnswer } from '../domain/provider-answer.ts';
import type { Payment } from '../entities/payment.ts';
import { PaymentState } from '../entities/payment-state.ts';
import type { PaymentServices } from '../services.ts';
import { postpone } from './leases.ts';
import { lockPayment, publishPayment, readPayment, releaseFees } from './payment-row.ts';
import { recordAnswer } from './record-answer.ts';

/** After so many tries an order that exists there, and cannot be found, counts as lost. */
const TRIES = 3;
const GIVE_UP_MS = 1 * HOUR;
const LONGEST_PAUSE_MS = 60 * SECOND;

/**
 * Places the order of a payment that this caller has leased, and stores the answer. The network lies between two
 * transactions; whoever repeats this after a crash sends the same order under the same id.
 *
 * @throws ProviderError when there was no usable answer; the payment then waits for its next try or has failed
 */
export async function submitPayment(services: PaymentServices, id: string): Promise<void> {
  const { paypage, database } = services;
  const payment = await readPayment(database, id);
  invariant(payment && paypage, 'a leased payment is there, and a payment service to place it');
  if (payment.state !== 'CREATED') return;
  if (!(await areFeesDue(database, id))) return endPayment(services, id, 'NOT_DUE');
  try {
    await recordAnswer(services, id, await place(paypage, payment));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await handleFailure(services, payment, error);
    throw error;
  }
}

/** Late money or a withdrawn case may have settled a fee since it was chosen: then nobody is asked for it any more. */
async function areFeesDue(database: Database, id: string): Promise<boolean> {
  const settled = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql(sql`select fee.id from payment_fee join fee on fee.id = payment_fee.fee_id
      where payment_fee.payment_id = ${id} and fee.state <> 'OPEN' limit 1`),
  );
  return settled.length === 0;
}

/** `EXISTS` means that an earlier try arrived: ask for it by our own id, which many providers use as theirs. */
async function place(paypage: Paypage, { id, request }: Payment): Promise<ProviderAnswer> {
  try {
    return await paypage.open(request as PaymentRequest);
  } catch (error) {
    if (error instanceof ProviderError && error.failure === 'EXISTS') return paypage.read(id);
    throw error;
  }
}

async function handleFailure(services: PaymentServices, payment: Payment, error: ProviderError): Promise<void> {
  const { database, config, logger } = services;
  const reason = reasonToEnd(payment, error);
  const level = reason || error.failure === 'DENIED' ? 'error' : 'warn';
  logger[level](
    { err: error, payment: payment.id, functionalCode: error.functionalCode, reason },
    'placing an order failed',
  );
  if (reason) return endPayment(services, payment.id, reason);
  const backoffMs = Math.min(config.pollMs * 2 ** Math.min(payment.attempts, 10), LONGEST_PAUSE_MS);
  return postpone(database, payment.id, Math.max(backoffMs, error.retryAfterMs ?? 0));
}

/**
 * Why there is no point in trying on. A lost order is one the provider has under a name it never told us: nobody has ever
 * seen its pay page, so nobody can pay it, and the fees are free again.
 */
function reasonToEnd({ attempts, createdAt }: Payment, { failure }: ProviderError): string | null {
  if (failure === 'REFUSED') return 'REFUSED';
  if (failure === 'UNKNOWN' && attempts >= TRIES) return 'LOST';
  return Date.now() - createdAt.getTime() > GIVE_UP_MS ? 'NOT_STARTED' : null;
}

const endPayment = ({ database }: PaymentServices, id: string, reason: string): Promise<void> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const payment = await lockPayment(work, id);
    if (payment.state !== 'CREATED') return;
    payment.state = PaymentState.FAILED;
    payment.reason = reason;
    payment.version += 1;
    payment.changedAt = new Date();
    payment.nextPollAt = null;
    payment.leasedUntil = null;
    await releaseFees(work, payment);
    publishPayment(work, payment);
  });
