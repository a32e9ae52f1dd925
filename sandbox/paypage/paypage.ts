import type { SandboxClient } from '../clients.ts';
import { answerBadly } from '../faults/answer-badly.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import type { Handler } from '../http/handler.ts';
import { RefusedRequestError } from '../http/incoming.ts';
import type { Store } from '../store/open-store.ts';
import { serveApi } from './api.ts';
import type { Cashier } from './cashier.ts';
import { servePayAdmin } from './pay-admin.ts';
import { servePayForm } from './pay-form.ts';
import { PaymentClients } from './payment-clients.ts';
import { serveToken } from './token.ts';

export interface PaypageSetup {
  /** Address of this part, without a trailing slash. */
  baseUrl: string;
  clients: readonly SandboxClient[];
  store: Store;
  faults: FaultBook;
  cashier: Cashier;
}

const API = '/api/v1.0.0/';
const PAY = '/pay/';
const ADMIN = '/admin';

/** Payment service (Bezahldienst) that speaks XBezahldienste 1.0.0, as one handler for everything under its path. */
export function makePaypage(setup: PaypageSetup): Handler {
  const { baseUrl, store, faults, cashier } = setup;
  const clients = new PaymentClients(store, setup.clients);
  return async (request, response, path) => {
    if (path.startsWith(API))
      return serveApi({ baseUrl, cashier, clients, faults }, request, response, path.slice(API.length));
    if (path === '/oauth/token' || path === '/oauth/token/') {
      const fault = faults.takeAnswerFault('payment', 'token', null);
      return fault ? answerBadly(fault, request, response) : serveToken(clients, request, response);
    }
    if (path.startsWith(PAY)) return servePayForm(cashier, request, response, path.slice(PAY.length));
    if (path === ADMIN || path.startsWith(`${ADMIN}/`))
      return servePayAdmin(cashier, faults, request, response, path.slice(ADMIN.length));
    throw new RefusedRequestError(404, 'There is nothing here.');
  };
}
