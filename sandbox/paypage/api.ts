import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerBadly } from '../faults/answer-badly.ts';
import { isWorkDone, type PaymentPoint } from '../faults/fault.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import { RefusedRequestError, readJson } from '../http/incoming.ts';
import { sendJson } from '../http/outgoing.ts';
import type { Cashier } from './cashier.ts';
import { checkPathIds, checkPaymentRequest } from './check-payment-request.ts';
import type { PaymentClient, PaymentClients } from './payment-clients.ts';
import { PaymentProblem, toProblemBody } from './problem.ts';
import { isObject } from './rules.ts';
import { toTransaction } from './transaction-view.ts';

export interface Api {
  baseUrl: string;
  cashier: Cashier;
  clients: PaymentClients;
  faults: FaultBook;
}

interface Call {
  point: PaymentPoint;
  requestId: string | null;
  /** Does the work and gives the body of a good answer. */
  work: () => unknown;
}

/** XBezahldienste 1.0.0: status, create and read, each with errors as `application/problem+json`. */
export async function serveApi(api: Api, request: IncomingMessage, response: ServerResponse, path: string) {
  try {
    const call = await toCall(api, request, path);
    const fault = api.faults.takeAnswerFault('payment', call.point, call.requestId);
    if (fault && !isWorkDone(fault)) return answerBadly(fault, request, response);
    const body = call.work();
    if (fault) return answerBadly(fault, request, response);
    sendJson(response, body);
  } catch (error) {
    const problem = toProblem(error);
    if (!problem) throw error;
    sendJson(response, toProblemBody(problem), problem.status, problemHeaders(problem));
  }
}

async function toCall(api: Api, request: IncomingMessage, path: string): Promise<Call> {
  const client = api.clients.authenticate(request);
  if (!client) throw new PaymentProblem('FORBIDDEN', 'The credentials are missing, wrong or expired.', 401);
  const [resource, originatorId = '', endPointId = '', transactionId, ...rest] = path.split('/').filter(Boolean);
  if (rest.length > 0) throw notFound();
  checkAccess(client, originatorId, endPointId);
  const route = `${request.method} ${resource}${transactionId ? '/id' : ''}`;
  if (route === 'GET status') return { point: 'status', requestId: null, work: () => ({ status: 'AVAILABLE' }) };
  if (route === 'POST paymenttransaction') return toCreateCall(api, client, originatorId, endPointId, request);
  if (route === 'GET paymenttransaction/id')
    return toReadCall(api, client, originatorId, endPointId, transactionId ?? '');
  throw resource === 'status' || resource === 'paymenttransaction'
    ? new PaymentProblem('UNSPECIFIED', 'This method does not fit the address.', 405)
    : notFound();
}

function checkAccess({ payment }: PaymentClient, originatorId: string, endPointId: string): void {
  checkPathIds(originatorId, endPointId);
  const known =
    (payment.originatorIds?.includes(originatorId) ?? true) && (payment.endPointIds?.includes(endPointId) ?? true);
  if (!known)
    throw new PaymentProblem('NO_VALID_ORIGINATOR_OR_ENDPOINT', 'This online service or authority is not known here.');
}

async function toCreateCall(
  { cashier, baseUrl }: Api,
  client: PaymentClient,
  originatorId: string,
  endPointId: string,
  request: IncomingMessage,
): Promise<Call> {
  const body = await readJson(request);
  const requestId = isObject(body) && typeof body.requestId === 'string' ? body.requestId : null;
  const work = () => {
    const order = checkPaymentRequest(body, client.payment.requiredBookingData);
    const registration = client.payment;
    return toTransaction(cashier.open({ client, registration, originatorId, endPointId, request: order }), baseUrl);
  };
  return { point: 'create', requestId, work };
}

/** A payment of another online service or authority is as unknown as one that never was. */
function toReadCall(
  { cashier, baseUrl }: Api,
  client: PaymentClient,
  originatorId: string,
  endPointId: string,
  transactionId: string,
): Call {
  const payment = cashier.byTransaction(transactionId);
  const mine =
    payment?.originatorId === originatorId && payment.endPointId === endPointId && payment.clientId === client.clientId;
  if (!payment || !mine) throw notFound();
  const work = () => toTransaction(cashier.read(payment), baseUrl);
  return { point: 'read', requestId: payment.requestId, work };
}

const notFound = () => new PaymentProblem('UNSPECIFIED', 'There is no such payment.', 404);

function toProblem(error: unknown): PaymentProblem | undefined {
  if (error instanceof PaymentProblem) return error;
  if (!(error instanceof RefusedRequestError)) return undefined;
  return new PaymentProblem('VALIDATION_ERROR', error.message, error.status);
}

const problemHeaders = ({ status }: PaymentProblem): Record<string, string> => ({
  'content-type': 'application/problem+json',
  ...(status === 401 && { 'www-authenticate': 'Bearer error="invalid_token"' }),
});
