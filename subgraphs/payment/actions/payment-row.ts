import { type Database, SYSTEM_VIEWER, type Work } from '../../../platform/database/index.ts';
import { Payment } from '../entities/payment.ts';

/** Reads a payment as the hub itself, whoever's it is; null when there is none. */
export const readPayment = (database: Database, id: string): Promise<Payment | null> =>
  database.reading(SYSTEM_VIEWER, ({ em }) => em.findOne(Payment, { id }));

/** Reads a payment for changing it: whoever else wants to, waits. */
export async function lockPayment(work: Work, id: string): Promise<Payment> {
  await work.sql`select id from payment where id = ${id} for update`;
  return work.em.findOneOrFail(Payment, { id });
}

/** Tells the log what became of a payment. The version is read after the change was written. */
export const publishPayment = (work: Work, payment: Payment, data: Readonly<Record<string, unknown>> = {}): void =>
  work.publish(() => ({
    subject: payment.id,
    version: payment.version,
    kind: `PAYMENT_${payment.state}`,
    state: payment.state,
    parties: [payment.party],
    office: payment.office,
    data,
  }));

/** The fees can be paid again, or have been paid. */
export const releaseFees = async (work: Work, { id }: Payment): Promise<void> => {
  await work.sql`update payment_fee set active = false where payment_id = ${id} and active`;
};
