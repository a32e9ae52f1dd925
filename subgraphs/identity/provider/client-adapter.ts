import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';
import { clientSecret } from '../../../platform/clients/index.ts';
import type { PartnerApp, PartnerApps } from '../domain/partner-app.ts';

/** Hands the partner apps of the files to the OpenID provider. Nobody registers at run time, so nothing is ever written. */
export class ClientAdapter implements Adapter {
  constructor(
    private readonly apps: PartnerApps,
    private readonly secret: string,
  ) {}

  async find(id: string): Promise<AdapterPayload | undefined> {
    const app = this.apps.get(id);
    return app && (toMetadata(app, this.secret) as AdapterPayload);
  }

  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}

/** A partner app in the words of OpenID Connect registration. */
const toMetadata = (app: PartnerApp, secret: string): ClientMetadata => ({
  client_id: app.clientId,
  client_name: app.name.de,
  application_type: app.native ? 'native' : 'web',
  redirect_uris: [...app.redirectUris],
  post_logout_redirect_uris: [...app.postLogoutRedirectUris],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: app.scopes.map(({ scope }) => scope).join(' '),
  token_endpoint_auth_method: app.authentication,
  ...(app.authentication === 'client_secret_basic' && { client_secret: clientSecret(secret, app.clientId) }),
});
