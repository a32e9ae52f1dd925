import { expect, it } from '@jest/globals';
import { payAt } from '../../sandbox/drive.ts';
import { eventually } from '../eventually.ts';
import type { ProcessHub } from '../process-hub.ts';
import { submitCase } from './town.ts';

const START = `mutation Pay($input: StartPaymentInput!) { startPayment(input: $input) { payment { id state } redirectUrl } }`;
const PAYMENT = 'query ($id: ID!) { payment(id: $id) { state fees { state } } }';

/** Erika pays at the pay page; the hub believes the payment service, never the browser. */
export function paymentStories(hub: () => ProcessHub): void {
  it('pays a fee at the pay page and says so in the mailbox', async () => {
    const { fees } = await submitCase(hub());
    const input = { feeIds: [fees[0]?.id], returnUrl: `${hub().url}/`, idempotencyKey: `pay-${fees[0]?.id}` };
    type Started = { startPayment: { payment: { id: string }; redirectUrl: string } };
    const { startPayment } = await hub().query<Started>('erika', START, { input });
    await payAt(startPayment.redirectUrl, 'pay');
    await eventually(async () => {
      const { payment } = await hub().query<{ payment: object }>('erika', PAYMENT, { id: startPayment.payment.id });
      expect(payment).toEqual({ state: 'PAID', fees: [{ state: 'PAID' }] });
    });
  });
}
