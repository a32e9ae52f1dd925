import { DAY } from '../../../platform/time.ts';
import { mayGo, type PaymentStateName } from './payment-state.ts';
import type { ProviderAnswer } from './provider-answer.ts';

/** What we know of a payment when an answer comes. */
export interface KnownPayment {
  readonly id: string;
  readonly state: PaymentStateName;
  readonly cents: number;
  readonly currency: string;
  readonly startedAt: Date | null;
}

/** The standard knows no end of an unused pay page; after a day nobody is sitting there any more. */
export const PAGE_TTL_MS = 1 * DAY;

/** Whether the answer is about our order: this payment, this amount, this currency. */
export const fits = ({ id, cents, currency }: KnownPayment, answer: ProviderAnswer): boolean =>
  answer.requestId === id && answer.cents === cents && answer.currency === currency;

/**
 * The state an answer leads to, or null when it changes nothing. Money counts only when it is the money we asked for, and
 * nobody is sent to a page that asks for something else.
 */
export function judgeAnswer(payment: KnownPayment, answer: ProviderAnswer, now: Date): PaymentStateName | null {
  const next = stateOf(payment, answer, now);
  return mayGo(payment.state, next) ? next : null;
}

function stateOf(payment: KnownPayment, answer: ProviderAnswer, now: Date): PaymentStateName {
  switch (answer.status) {
    case 'PAYED':
      return fits(payment, answer) ? 'PAID' : 'QUARANTINED';
    case 'INITIAL':
      if (payment.state === 'CREATED') return fits(payment, answer) ? 'STARTED' : 'QUARANTINED';
      return isLeft(payment, now) ? 'CANCELED' : payment.state;
    default:
      return answer.status;
  }
}

const isLeft = ({ startedAt }: KnownPayment, now: Date): boolean =>
  startedAt !== null && now.getTime() - startedAt.getTime() > PAGE_TTL_MS;
