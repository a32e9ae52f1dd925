import { fromCents } from './amount.ts';
import { isOpen } from './cashier.ts';
import type { Payment } from './payment.ts';

/** PaymentTransaction as the standard describes it; a member that is not known yet is left out. */
export function toTransaction(payment: Payment, baseUrl: string): Record<string, unknown> {
  const { transactionId, originatorId, endPointId, status } = payment;
  return {
    paymentInformation: {
      transactionUrl: `${baseUrl}/api/v1.0.0/paymenttransaction/${originatorId}/${endPointId}/${transactionId}`,
      ...(isOpen(payment) && { transactionRedirectUrl: `${baseUrl}/pay/${payment.pageKey}` }),
      transactionId,
      ...(payment.reference !== null && { transactionReference: payment.reference }),
      ...(payment.paidAt !== null && { transactionTimestamp: payment.paidAt }),
      ...(payment.method !== null && { paymentMethod: payment.method }),
      ...(payment.methodDetail !== null && { paymentMethodDetail: payment.methodDetail }),
      status,
      ...(payment.statusDetail !== null && { statusDetail: payment.statusDetail }),
    },
    paymentRequest: toRequest(payment),
  };
}

/** The order as it came, unless the provider holds another amount or currency. */
const toRequest = ({ request, amountCents, currency }: Payment) => ({
  ...request,
  currency,
  grosAmount: fromCents(amountCents),
});
