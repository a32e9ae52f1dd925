import type { Logger } from 'pino';
import type { Work } from '../../../platform/database/index.ts';
import { ledgerEntriesFor } from '../domain/ledger.ts';
import { bookingYear, toReceiptNumber } from '../domain/receipt-number.ts';
import type { FeeState } from '../entities/fee-state.ts';
import type { Payment } from '../entities/payment.ts';
import { publishPayment } from './payment-row.ts';

interface HeldFee {
  id: string;
  case_id: string;
  cents: number;
  state: keyof typeof FeeState;
  service_name: object | null;
}

/**
 * Books a payment (Buchung): fees paid, ledger, receipt and event, inside the transaction that has locked the payment and
 * found that it was not paid before. Money for a fee that is settled already, or no longer due, is booked too, never
 * dropped: somebody has to give it back.
 */
export async function bookPayment(work: Work, payment: Payment, now: Date, logger: Logger): Promise<void> {
  const fees = await lockFees(work, payment.id);
  const due = fees.filter(({ state }) => state !== 'PAID');
  await settleFees(work, due);
  await enterLedger(work, payment, fees, now);
  payment.receiptNumber = await nextReceiptNumber(work, now);
  publishPayment(work, payment, {
    fees: due.map(({ id, case_id }) => ({ id, case: case_id })),
    cents: payment.cents,
    currency: payment.currency,
    reference: payment.reference ?? payment.receiptNumber,
    receiptNumber: payment.receiptNumber,
    serviceNames: due.map(({ service_name }) => service_name).filter(Boolean),
  });
  const unexpected = fees.filter(({ state }) => state !== 'OPEN');
  if (unexpected.length > 0)
    logger.error(
      { alarm: 'PAYMENT_SURPLUS', payment: payment.id, fees: unexpected.map(({ id }) => id) },
      'money came for fees that are not due: it must be given back',
    );
}

const lockFees = (work: Work, paymentId: string): Promise<HeldFee[]> =>
  work.sql<HeldFee>`
    select fee.id, fee.case_id, fee.cents, fee.state, fee.service_name
    from payment_fee join fee on fee.id = payment_fee.fee_id
    where payment_fee.payment_id = ${paymentId} order by fee.id for update of fee`;

async function settleFees(work: Work, fees: readonly HeldFee[]): Promise<void> {
  const ids = fees.map(({ id }) => id);
  const paid = await work.sql<HeldFee & { party: string; office: number | null; version: number }>`
    update fee set state = 'PAID', version = version + 1 where id = any(${ids}::uuid[])
    returning id, case_id, party, office, version`;
  for (const { id, case_id, party, office, version } of paid)
    work.publish(() => ({
      subject: id,
      version,
      kind: 'FEE_PAID',
      state: 'PAID',
      parties: [party],
      office,
      data: { case: case_id },
    }));
}

async function enterLedger(work: Work, payment: Payment, fees: readonly HeldFee[], now: Date): Promise<void> {
  const paid = fees.map(({ id, cents, state }) => ({ id, cents, isDue: state !== 'PAID' }));
  for (const { account, feeId, cents } of ledgerEntriesFor(payment.cents, paid))
    await work.sql`
      insert into ledger_entry (payment_id, account, fee_id, cents, currency, booked_at)
      values (${payment.id}, ${account}, ${feeId}, ${cents}, ${payment.currency}, ${now})`;
}

/** Taken last: bookings wait for each other here until the commit, which keeps the numbers free of gaps. */
async function nextReceiptNumber(work: Work, now: Date): Promise<string> {
  const year = bookingYear(now);
  const [row] = await work.sql<{ last: number }>`
    insert into receipt_counter (year, last) values (${year}, 1)
    on conflict (year) do update set last = receipt_counter.last + 1 returning last`;
  return toReceiptNumber(year, (row as { last: number }).last);
}
