import { SYSTEM_VIEWER, type Work } from '../../../platform/database/index.ts';
import { judgeAnswer } from '../domain/judge-answer.ts';
import { isOpen, type PaymentStateName } from '../domain/payment-state.ts';
import { nextLookMs } from '../domain/poll-schedule.ts';
import type { ProviderAnswer } from '../domain/provider-answer.ts';
import type { Payment } from '../entities/payment.ts';
import type { PaymentState } from '../entities/payment-state.ts';
import type { PaymentServices } from '../services.ts';
import { bookPayment } from './book-payment.ts';
import { lockPayment, publishPayment, releaseFees } from './payment-row.ts';

/**
 * Stores what the payment service said, and what follows from it, in one transaction. The row is locked and its state read
 * inside, so the same answer may come any number of times, late, early or twice at once: each step happens once.
 */
export async function recordAnswer(services: PaymentServices, id: string, answer: ProviderAnswer): Promise<void> {
  const now = new Date();
  await services.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const payment = await lockPayment(work, id);
    const next = judgeAnswer(payment, answer, now);
    note(payment, answer);
    // Placing an order is no look at it: the first browser to come back must not be put off.
    payment.polledAt = payment.state === 'CREATED' ? null : now;
    if (next) await enter(work, services, payment, next, answer, now);
    plan(payment, now, services.config.pollMs);
  });
}

/** What may be learned at any time; what is known is never overwritten. */
function note(payment: Payment, answer: ProviderAnswer): void {
  payment.transactionId ??= answer.transactionId;
  payment.redirectUrl ??= answer.redirectUrl;
  payment.reference ??= answer.reference;
}

async function enter(
  work: Work,
  { logger }: PaymentServices,
  payment: Payment,
  next: PaymentStateName,
  answer: ProviderAnswer,
  now: Date,
): Promise<void> {
  payment.state = next as PaymentState;
  payment.version += 1;
  payment.changedAt = now;
  if (next === 'QUARANTINED') {
    alarm(logger, payment, answer);
  } else if (next === 'STARTED') {
    payment.startedAt = now;
  } else {
    await releaseFees(work, payment);
  }
  if (next !== 'PAID') return publishPayment(work, payment);
  payment.paidAt = answer.paidAt ?? now;
  payment.method = answer.method;
  await bookPayment(work, payment, now, logger);
}

const alarm = (logger: PaymentServices['logger'], payment: Payment, answer: ProviderAnswer): void =>
  logger.error(
    {
      alarm: 'PAYMENT_QUARANTINED',
      payment: payment.id,
      expected: { cents: payment.cents, currency: payment.currency },
      answered: { cents: answer.cents, currency: answer.currency, isOurs: answer.requestId === payment.id },
    },
    'the payment service answers with another payment than was ordered',
  );

function plan(payment: Payment, now: Date, pollMs: number): void {
  const since = isOpen(payment.state) ? (payment.startedAt ?? payment.createdAt) : payment.changedAt;
  const delayMs = nextLookMs(payment.state, now.getTime() - since.getTime(), pollMs);
  payment.nextPollAt = delayMs === null ? null : new Date(now.getTime() + delayMs);
  payment.leasedUntil = null;
}
