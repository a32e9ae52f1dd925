import type { IncomingMessage, ServerResponse } from 'node:http';
import { RefusedRequestError, readForm } from '../http/incoming.ts';
import { sendJson } from '../http/outgoing.ts';
import { type PaymentClients, TOKEN_TTL_SECONDS } from './payment-clients.ts';

/** Token endpoint (OAuth 2.0 client credentials): form fields `grant_type`, `client_id`, `client_secret`, or Basic. */
export async function serveToken(
  clients: PaymentClients,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') throw new RefusedRequestError(405, 'Only POST.');
  const form = await readForm(request);
  if (form.get('grant_type') !== 'client_credentials')
    return sendJson(response, { error: 'unsupported_grant_type' }, 400);
  const client =
    clients.bySecret(form.get('client_id'), form.get('client_secret')) ??
    clients.byBasic(request.headers.authorization);
  if (!client)
    return sendJson(response, { error: 'invalid_client' }, 401, { 'www-authenticate': 'Basic realm="paypage"' });
  const token = clients.issueToken(client);
  sendJson(response, { access_token: token, token_type: 'Bearer', expires_in: TOKEN_TTL_SECONDS, scope: 'post' });
}
