import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { PaymentRegistration, SandboxClient } from '../clients.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import { atomically, type Store } from '../store/open-store.ts';
import { toCents } from './amount.ts';
import type { Booking, Payment, PaymentMethod, PlannedBooking } from './payment.ts';
import { PaymentBook } from './payment-book.ts';
import type { PaymentRequest } from './payment-request.ts';
import { PaymentProblem } from './problem.ts';

/** What a person does on the pay page, or an admin in her place. */
export type PayAction = 'pay' | 'cancel' | 'fail';

export interface NewPayment {
  client: SandboxClient;
  registration: PaymentRegistration;
  originatorId: string;
  endPointId: string;
  request: PaymentRequest;
}

/** Cashier (Kasse): opens, closes and books payments; each step is one transaction. */
export class Cashier {
  readonly #store: Store;
  readonly #faults: FaultBook;
  readonly #book: PaymentBook;

  constructor(store: Store, faults: FaultBook) {
    this.#store = store;
    this.#faults = faults;
    this.#book = new PaymentBook(store);
  }

  /** Opens a payment; `PAYMENT_EXISTS` when the online service used this `requestId` before. */
  open({ client, registration, originatorId, endPointId, request }: NewPayment): Payment {
    return atomically(this.#store, () => {
      if (this.#book.isKnown(originatorId, endPointId, request.requestId))
        throw new PaymentProblem('PAYMENT_EXISTS', 'There is a payment with this requestId.');
      const payment: Payment = {
        transactionId: registration.transactionIds === 'request-id' ? request.requestId : randomUUID(),
        originatorId,
        endPointId,
        clientId: client.clientId,
        requestId: request.requestId,
        request,
        amountCents: toCents(request.grosAmount) ?? 0,
        currency: request.currency,
        pageKey: randomBytes(24).toString('base64url'),
        status: 'INITIAL',
        ...NOT_PAID,
      };
      const changed = { ...payment, ...this.#distort(payment) };
      if (this.#book.byTransaction(payment.transactionId))
        throw new PaymentProblem('PAYMENT_EXISTS', 'There is a payment with this requestId.');
      this.#book.insert(changed, new Date());
      return changed;
    });
  }

  /** One read by the online service: counts, and lets money arrive that was waiting for it. */
  read(payment: Payment): Payment {
    return atomically(this.#store, () => {
      const counted = this.#change(payment, { polls: payment.polls + 1 });
      return this.#bookIfDue(counted, new Date());
    });
  }

  byTransaction(transactionId: string): Payment | undefined {
    return this.#book.byTransaction(transactionId);
  }

  byPageKey(pageKey: string): Payment | undefined {
    return this.#book.byPageKey(pageKey);
  }

  /** The person's decision. A closed payment stays as it is: back button and reload book nothing twice. */
  close(pageKey: string, action: PayAction, method: PaymentMethod): Payment | undefined {
    return atomically(this.#store, () => {
      const payment = this.#book.byPageKey(pageKey);
      if (!payment || !isOpen(payment)) return payment;
      return this.#apply(payment, action, method);
    });
  }

  /** Settles from outside the page, whatever the state: money for a canceled payment, for instance. Books once at most. */
  settle(requestId: string, action: PayAction): Payment[] {
    return atomically(this.#store, () =>
      this.#book.byRequest(requestId).map((payment) => {
        if (payment.status === 'PAYED') return payment;
        return action === 'pay' ? this.#enter(payment, 'OTHER', new Date()) : this.#apply(payment, action, 'OTHER');
      }),
    );
  }

  /** The ledger: every booking so far, with the payments it belongs to. */
  ledger(): { bookings: Booking[]; payments: Payment[] } {
    return atomically(this.#store, () => {
      for (const payment of this.#book.planned()) this.#bookIfDue(payment, new Date());
      return { bookings: this.#book.bookings(), payments: this.#book.all() };
    });
  }

  #apply(payment: Payment, action: PayAction, method: PaymentMethod): Payment {
    if (action === 'cancel')
      return this.#change(payment, { status: 'CANCELED', statusDetail: 'canceled by the payer' });
    if (action === 'fail') return this.#change(payment, { status: 'FAILED', statusDetail: 'refused by the bank' });
    const failed = this.#take('failed-then-payed', payment);
    const late = failed ?? this.#take('late-payment', payment);
    if (!late) return this.#enter(payment, method, new Date());
    const planned = toPlan(late, method, payment.polls);
    return this.#change(payment, failed ? { status: 'FAILED', planned } : { planned });
  }

  #bookIfDue(payment: Payment, now: Date): Payment {
    return payment.planned && isDue(payment.planned, payment.polls, now)
      ? this.#enter(payment, payment.planned.method, now)
      : payment;
  }

  /** Enters the money: one line in the ledger and the new state of the payment. */
  #enter(payment: Payment, method: PaymentMethod, now: Date): Payment {
    const amount = { amountCents: payment.amountCents, currency: payment.currency, ...this.#distort(payment) };
    const reused = this.#take('duplicate-reference', payment) && this.#book.bookings().at(-1)?.reference;
    const reference = reused ?? makeReference(now);
    this.#book.addBooking({
      transactionId: payment.transactionId,
      requestId: payment.requestId,
      ...amount,
      reference,
      method,
      bookedAt: now.toISOString(),
    });
    return this.#change(payment, {
      ...amount,
      status: 'PAYED',
      reference,
      paidAt: now.toISOString(),
      method,
      methodDetail: method === 'OTHER' ? 'Wero' : null,
      statusDetail: null,
      planned: null,
    });
  }

  /** A provider that takes another amount or currency than ordered. */
  #distort(payment: Payment): Partial<Pick<Payment, 'amountCents' | 'currency'>> {
    const amount = this.#take('other-amount', payment);
    const currency = this.#take('other-currency', payment);
    return {
      ...(amount && { amountCents: amount.amountCents ?? (toCents(payment.request.grosAmount) ?? 0) + 1 }),
      ...(currency && { currency: currency.currency ?? 'USD' }),
    };
  }

  #take(kind: Fault['kind'], { requestId }: Payment): Fault | undefined {
    return this.#faults.takeFault('payment', kind, requestId);
  }

  #change(payment: Payment, change: Parameters<PaymentBook['update']>[1]): Payment {
    this.#book.update(payment.transactionId, change);
    return { ...payment, ...change };
  }
}

/** Open (offen): neither closed nor waiting for money that is on its way. */
export const isOpen = (payment: Payment): boolean => payment.status === 'INITIAL' && payment.planned === null;

const NOT_PAID = {
  reference: null,
  paidAt: null,
  method: null,
  methodDetail: null,
  statusDetail: null,
  polls: 0,
  planned: null,
} as const;

const toPlan = ({ polls = 1, delayMs }: Fault, method: PaymentMethod, pollsSoFar: number): PlannedBooking =>
  delayMs === undefined
    ? { method, afterPolls: pollsSoFar + polls }
    : { method, dueAt: new Date(Date.now() + delayMs).toISOString() };

const isDue = ({ afterPolls, dueAt }: PlannedBooking, polls: number, now: Date): boolean =>
  dueAt === undefined ? polls > (afterPolls ?? 0) : now.toISOString() >= dueAt;

/** Kassenzeichen: year, a running look and no meaning; every treasury has its own form. */
const makeReference = (now: Date): string =>
  `KZ${now.getUTCFullYear()}-${String(randomInt(1_000_000_000)).padStart(9, '0')}-${randomInt(10)}`;
