import type { FastifyInstance } from 'fastify';
import { isUuid } from '../../../platform/database/index.ts';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { askProvider } from '../actions/ask-provider.ts';
import { hurry, leaseToLook } from '../actions/leases.ts';
import { readPayment } from '../actions/payment-row.ts';
import type { PaymentServices } from '../services.ts';

/**
 * The way back from the pay page (Rücksprung): asks the payment service itself, whatever the browser carries, and sends it
 * on to where the citizen started. Reloading changes nothing. The poll behind it finishes what is still open.
 */
export const payReturn = (services: PaymentServices) => (app: FastifyInstance) => {
  app.get<{ Params: { id: string } }>('/pay/return/:id', async ({ params: { id } }, reply) => {
    const payment = isUuid(id) ? await readPayment(services.database, id) : null;
    if (!payment) throw new NotFoundError();
    await look(services, id);
    return reply.header('cache-control', 'no-store').redirect(payment.returnUrl, 303);
  });
};

async function look(services: PaymentServices, id: string): Promise<void> {
  const { paypage, database, config, logger } = services;
  if (!paypage) return;
  if (!(await leaseToLook(database, id, config.leaseMs))) return hurry(database, id);
  try {
    await askProvider(services, id);
  } catch (error) {
    logger.warn({ err: error, payment: id }, 'no answer while the browser came back; the poll goes on');
  }
}
