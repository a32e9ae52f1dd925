import { describe, expect, it } from '@jest/globals';
import { checkClients } from './check-clients.ts';

const signIn = { redirectUris: ['http://hub.example/callback'] };

describe('checkClients', () => {
  it('lets clients pass that can prove who they are', () => {
    const byKey = { clientId: 'b', publicKeys: [{ kty: 'EC' }], signIn };
    expect(() => checkClients([{ clientId: 'a', clientSecret: 's', signIn, payment: {} }, byKey])).not.toThrow();
  });

  it.each([
    ['a sign-in without secret or key', [{ clientId: 'a', signIn }], 'Client a: signIn needs clientSecret'],
    [
      'a sign-in that leads nowhere',
      [{ clientId: 'a', clientSecret: 's', signIn: { redirectUris: [] } }],
      'redirectUris',
    ],
    ['a payment without secret', [{ clientId: 'a', payment: {} }], 'payment needs clientSecret'],
    ['one name for two clients', [{ clientId: 'a' }, { clientId: 'a' }], 'is listed twice'],
  ])('refuses %s and names the client', (_what, clients, message) => {
    expect(() => checkClients(clients)).toThrow(message);
  });
});
