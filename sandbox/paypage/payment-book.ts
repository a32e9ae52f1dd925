import type { Store } from '../store/open-store.ts';
import type { Booking, Payment, PaymentMethod, PaymentStatus } from './payment.ts';

/** The columns a change may touch. */
const COLUMNS = {
  amountCents: 'amount_cents',
  currency: 'currency',
  status: 'status',
  reference: 'reference',
  paidAt: 'paid_at',
  method: 'method',
  methodDetail: 'method_detail',
  statusDetail: 'status_detail',
  polls: 'polls',
  planned: 'planned',
} as const;

type Change = Partial<Pick<Payment, keyof typeof COLUMNS>>;

/** Keeps payments and bookings in the store. Decides nothing. */
export class PaymentBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  insert(payment: Payment, createdAt: Date): void {
    this.#store
      .prepare(
        `insert into payment (transaction_id, originator_id, end_point_id, client_id, request_id, request, amount_cents,
           currency, page_key, status, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        payment.transactionId,
        payment.originatorId,
        payment.endPointId,
        payment.clientId,
        payment.requestId,
        JSON.stringify(payment.request),
        payment.amountCents,
        payment.currency,
        payment.pageKey,
        payment.status,
        createdAt.toISOString(),
      );
  }

  update(transactionId: string, change: Change): void {
    const entries = Object.entries(change) as [keyof Change, Change[keyof Change]][];
    const assignments = entries.map(([field]) => `${COLUMNS[field]} = ?`);
    const values = entries.map(([, value]) =>
      value !== null && typeof value === 'object' ? JSON.stringify(value) : (value ?? null),
    );
    this.#store
      .prepare(`update payment set ${assignments.join(', ')} where transaction_id = ?`)
      .run(...values, transactionId);
  }

  byTransaction(transactionId: string): Payment | undefined {
    return this.#select('transaction_id = ?', transactionId)[0];
  }

  byPageKey(pageKey: string): Payment | undefined {
    return this.#select('page_key = ?', pageKey)[0];
  }

  byRequest(requestId: string): Payment[] {
    return this.#select('request_id = ?', requestId);
  }

  isKnown(originatorId: string, endPointId: string, requestId: string): boolean {
    return (
      this.#select('originator_id = ? and end_point_id = ? and request_id = ?', originatorId, endPointId, requestId)
        .length > 0
    );
  }

  /** Payments whose money comes later. */
  planned(): Payment[] {
    return this.#select('planned is not null');
  }

  all(): Payment[] {
    return this.#select('true');
  }

  addBooking(booking: Booking): void {
    this.#store
      .prepare(
        `insert into booking (transaction_id, request_id, amount_cents, currency, reference, method, booked_at)
         values (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        booking.transactionId,
        booking.requestId,
        booking.amountCents,
        booking.currency,
        booking.reference,
        booking.method,
        booking.bookedAt,
      );
  }

  /** All bookings, oldest first. */
  bookings(): Booking[] {
    const rows = this.#store.prepare('select * from booking order by id').all();
    return rows.map((row) => ({
      transactionId: row.transaction_id as string,
      requestId: row.request_id as string,
      amountCents: row.amount_cents as number,
      currency: row.currency as string,
      reference: row.reference as string,
      method: row.method as string,
      bookedAt: row.booked_at as string,
    }));
  }

  #select(condition: string, ...values: string[]): Payment[] {
    const rows = this.#store.prepare(`select * from payment where ${condition} order by rowid`).all(...values);
    return rows.map((row) => ({
      transactionId: row.transaction_id as string,
      originatorId: row.originator_id as string,
      endPointId: row.end_point_id as string,
      clientId: row.client_id as string,
      requestId: row.request_id as string,
      request: JSON.parse(row.request as string),
      amountCents: row.amount_cents as number,
      currency: row.currency as string,
      pageKey: row.page_key as string,
      status: row.status as PaymentStatus,
      reference: row.reference as string | null,
      paidAt: row.paid_at as string | null,
      method: row.method as PaymentMethod | null,
      methodDetail: row.method_detail as string | null,
      statusDetail: row.status_detail as string | null,
      polls: row.polls as number,
      planned: row.planned === null ? null : JSON.parse(row.planned as string),
    }));
  }
}
