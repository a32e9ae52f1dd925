import type { IncomingMessage, ServerResponse } from 'node:http';
import { RefusedRequestError, readForm } from '../http/incoming.ts';
import { redirect, sendPage } from '../http/outgoing.ts';
import { pickLanguage } from '../texts/texts.ts';
import type { Cashier, PayAction } from './cashier.ts';
import { renderPayPage } from './pay-page.ts';
import { PAYMENT_METHODS } from './payment.ts';

const ACTIONS: readonly string[] = ['pay', 'cancel', 'fail'] satisfies PayAction[];

/** Shows the pay page on GET; on POST takes `action` and `method` and sends the browser back to the online service. */
export async function servePayForm(
  cashier: Cashier,
  request: IncomingMessage,
  response: ServerResponse,
  pageKey: string,
): Promise<void> {
  const payment = cashier.byPageKey(pageKey);
  if (!payment) throw new RefusedRequestError(404, 'There is no such payment.');
  const language = pickLanguage(request.headers['accept-language']);
  if (request.method === 'GET') return sendPage(response, renderPayPage(payment, language));
  if (request.method !== 'POST') throw new RefusedRequestError(405, 'Only GET and POST.');
  const form = await readForm(request);
  const action = form.get('action') ?? '';
  const wanted = form.get('method') ?? PAYMENT_METHODS[0];
  const method = PAYMENT_METHODS.find((known) => known === wanted);
  if (!method) return sendPage(response, renderPayPage(payment, language, 'unknownMethod'), 422);
  if (!ACTIONS.includes(action)) throw new RefusedRequestError(400, 'The field action is pay, cancel or fail.');
  cashier.close(pageKey, action as PayAction, method);
  redirect(response, payment.request.redirectUrl);
}
