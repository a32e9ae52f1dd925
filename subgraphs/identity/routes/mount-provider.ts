import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import { Attempts } from '../provider/attempts.ts';
import type { Visit } from './parts.ts';

/** Marks a request as one for the hub's public address: addresses and cookies are made from these, never from outside. */
export function atPublicUrl(request: IncomingMessage, publicUrl: string): void {
  const { host, protocol } = new URL(publicUrl);
  request.headers.host = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  delete request.headers['x-forwarded-host'];
}

const callbacks = new WeakMap<Provider, ReturnType<Provider['callback']>>();

function callbackOf(provider: Provider): ReturnType<Provider['callback']> {
  const callback = callbacks.get(provider) ?? provider.callback();
  callbacks.set(provider, callback);
  return callback;
}

/** Hands requests to the OpenID provider of the moment, as they came: it reads bodies itself. */
export function makeProviderHandler(parts: { readonly provider: Provider }) {
  const attempts = new Attempts();
  return async ({ request, response, address }: Visit): Promise<void> => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    response.setHeader('referrer-policy', 'same-origin');
    if (request.method === 'POST' && (await attempts.refuse(address, response))) return;
    await callbackOf(parts.provider)(request, response);
    await attempts.count(address, request, response);
  };
}
