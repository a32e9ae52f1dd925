import { invariant } from '../../../platform/errors/index.ts';
import { ProviderError } from '../connectors/provider-error.ts';
import { nextLookMs } from '../domain/poll-schedule.ts';
import type { PaymentServices } from '../services.ts';
import { postpone } from './leases.ts';
import { readPayment } from './payment-row.ts';
import { recordAnswer } from './record-answer.ts';

/**
 * Asks the payment service how a leased payment stands, and stores the answer. What a browser says on its way back counts
 * for nothing.
 *
 * @throws ProviderError when there was no usable answer; the payment is looked at again later
 */
export async function askProvider(services: PaymentServices, id: string): Promise<void> {
  const { paypage, database, config } = services;
  const payment = await readPayment(database, id);
  invariant(payment && paypage, 'a leased payment is there, and a payment service to ask');
  try {
    await recordAnswer(services, id, await paypage.read(payment.transactionId ?? id));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const sinceMs = Date.now() - payment.changedAt.getTime();
    const delayMs = nextLookMs(payment.state, sinceMs, config.pollMs) ?? 0;
    await postpone(database, id, Math.max(delayMs, error.retryAfterMs ?? 0));
    throw error;
  }
}
