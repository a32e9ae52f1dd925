import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkFault } from '../faults/check-fault.ts';
import { ANSWER_FAULTS, BOOKING_FAULTS, PAYMENT_POINTS, type PaymentFault } from '../faults/fault.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import { RefusedRequestError, readJson } from '../http/incoming.ts';
import { sendJson } from '../http/outgoing.ts';
import type { Cashier, PayAction } from './cashier.ts';
import { toLedger } from './ledger.ts';
import { isObject } from './rules.ts';

const RULES = { kinds: [...ANSWER_FAULTS, ...BOOKING_FAULTS], points: PAYMENT_POINTS };

/** Admin routes of the payment service: switches, settling from outside, and the ledger. */
export async function servePayAdmin(
  cashier: Cashier,
  faults: FaultBook,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  switch (`${request.method} ${path}`) {
    case 'GET ':
      return sendJson(response, { faults: faults.list('payment') });
    case 'DELETE ':
      faults.clear('payment');
      return sendJson(response, { faults: [] });
    case 'POST ': {
      const fault = checkFault(await readJson(request), RULES) as unknown as PaymentFault;
      return sendJson(response, { id: faults.addPaymentFault(fault) }, 201);
    }
    case 'POST /settle': {
      const { requestId, action } = checkSettle(await readJson(request));
      const settled = cashier.settle(requestId, action);
      if (settled.length === 0) throw new RefusedRequestError(404, 'There is no such payment.');
      return sendJson(response, { statuses: settled.map(({ status }) => status) });
    }
    case 'GET /ledger':
      return sendJson(response, toLedger(cashier));
    default:
      throw new RefusedRequestError(404, 'There is nothing here.');
  }
}

function checkSettle(body: unknown): { requestId: string; action: PayAction } {
  const { requestId, action = 'pay' } = isObject(body) ? body : {};
  if (typeof requestId !== 'string') throw new RefusedRequestError(400, 'The field requestId is missing.');
  if (action !== 'pay' && action !== 'cancel' && action !== 'fail')
    throw new RefusedRequestError(400, 'The field action is pay, cancel or fail.');
  return { requestId, action };
}
