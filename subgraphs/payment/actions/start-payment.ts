import { setTimeout } from 'node:timers/promises';
import { BadUserInputError, StateConflictError, UnavailableError } from '../../../platform/errors/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { MAX_ITEMS } from '../connectors/payment-request.ts';
import { ProviderError } from '../connectors/provider-error.ts';
import { PaymentMismatchError, PaymentRefusedError } from '../domain/errors.ts';
import { checkReturnUrl } from '../domain/return-url.ts';
import { Payment } from '../entities/payment.ts';
import type { PaymentServices } from '../services.ts';
import { leaseToSubmit } from './leases.ts';
import { readPayment } from './payment-row.ts';
import { type PaymentOrder, reservePayment } from './reserve-payment.ts';
import { submitPayment } from './submit-payment.ts';

type Context = RequestContext<PaymentServices>;

interface StartPayment {
  readonly feeIds: readonly string[];
  readonly returnUrl: string;
  readonly idempotencyKey: string;
}

const PAUSE_MS = 50;
/** A payment service that stumbles once must not cost the citizen a second click. */
const TRIES = 2;

/** Starts a payment (Zahlung starten): notes it, places the order, stores the pay page. Three steps, each repeatable. */
export async function startPayment(input: StartPayment, context: Context): Promise<Payment> {
  const { services, principal } = context;
  if (!services.paypage) throw new UnavailableError('Nothing can be paid online here.');
  const order = checkOrder(input, services);
  const id = await reservePayment(order, {
    principal,
    unitOfWork: (action) => context.unitOfWork(action),
  });
  await placeOrder(services, id);
  const payment = await context.em.findOneOrFail(Payment, { id });
  if (payment.state === 'QUARANTINED') throw new PaymentMismatchError({ payment: id });
  if (payment.reason === 'NOT_DUE') throw new StateConflictError('A fee of this payment is no longer open.');
  if (payment.reason === 'REFUSED') throw new PaymentRefusedError({ payment: id });
  return payment;
}

function checkOrder({ feeIds, returnUrl, idempotencyKey }: StartPayment, { config }: PaymentServices): PaymentOrder {
  const isList = feeIds.length >= 1 && feeIds.length <= MAX_ITEMS && new Set(feeIds).size === feeIds.length;
  if (!isList)
    throw new BadUserInputError('Name the fees to pay, each once.', { problems: [{ path: '/feeIds', rule: 'list' }] });
  return {
    feeIds,
    returnUrl: checkReturnUrl(returnUrl, config.returnOrigins),
    idempotencyKey,
    redirectBase: `${config.publicUrl}/pay/return/`,
    takeOverMs: config.pollMs,
  };
}

/** One caller places the order, all others wait for what comes of it. */
async function placeOrder(services: PaymentServices, id: string): Promise<void> {
  const { database, config } = services;
  const deadline = Date.now() + config.leaseMs;
  let tries = 0;
  while (Date.now() < deadline) {
    if (await leaseToSubmit(database, id, config.leaseMs)) {
      tries += 1;
      if (await isPlaced(services, id, tries)) return;
    } else if ((await readPayment(database, id))?.state !== 'CREATED') {
      return;
    }
    await setTimeout(PAUSE_MS);
  }
  throw new UnavailableError('The payment service does not answer. Try again with the same key.');
}

/** False asks for another try; a refusal is an outcome as well, and is told from the payment itself. */
async function isPlaced(services: PaymentServices, id: string, tries: number): Promise<boolean> {
  try {
    await submitPayment(services, id);
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.failure === 'REFUSED') return true;
    if (tries < TRIES && error.failure !== 'BUSY') return false;
    throw new UnavailableError('The payment service does not answer. Try again with the same key.', error);
  }
}
