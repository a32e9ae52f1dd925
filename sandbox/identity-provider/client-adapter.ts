import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';
import type { SandboxClient } from '../clients.ts';

/**
 * Hands the registered clients to the provider, each time anew.
 * Not as the provider's static clients: those are copied with `structuredClone`, whose objects the provider does not
 * recognise as plain ones when it runs inside a test runner's own realm, so that every client with keys is refused.
 */
export class ClientAdapter implements Adapter {
  readonly #clients: readonly SandboxClient[];

  constructor(clients: readonly SandboxClient[]) {
    this.#clients = clients;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const client = this.#clients.find(({ clientId, signIn }) => clientId === id && signIn !== undefined);
    return client && (toMetadata(client) as AdapterPayload);
  }

  // Clients are given at start: nothing else is ever asked of them or done to them.
  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}

/** A client in the words of OpenID Connect registration. */
export const toMetadata = ({ clientId, clientSecret, publicKeys, signIn }: SandboxClient): ClientMetadata => ({
  client_id: clientId,
  redirect_uris: [...(signIn?.redirectUris ?? [])],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  ...(publicKeys
    ? {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: { keys: publicKeys.map((key) => ({ ...key })) } as ClientMetadata['jwks'],
      }
    : { token_endpoint_auth_method: 'client_secret_basic', client_secret: clientSecret }),
});
