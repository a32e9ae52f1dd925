import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';
import { clientKey, clientSecret, publicPart } from '../../../platform/clients/index.ts';
import { isFirstParty, type PartnerApp, type PartnerApps } from '../domain/partner-app.ts';
import { TOKEN_EXCHANGE } from './grant-types.ts';

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
  grant_types: grantTypesOf(app),
  response_types: ['code'],
  scope: app.scopes.map(({ scope }) => scope).join(' '),
  // Each app is a sector of its own. The name is never fetched: it only tells one app from the next.
  ...(!isFirstParty(app) && {
    subject_type: 'pairwise',
    sector_identifier_uri: `https://${app.clientId}.sector.invalid/`,
  }),
  dpop_bound_access_tokens: app.dpop !== 'offered',
  require_pushed_authorization_requests: app.par === 'required',
  ...authenticationOf(app, secret),
});

const GRANT_TYPES = { client_credentials: 'client_credentials', token_exchange: TOKEN_EXCHANGE } as const;

const grantTypesOf = ({ grants }: PartnerApp): string[] => [
  'authorization_code',
  'refresh_token',
  ...grants.map((grant) => GRANT_TYPES[grant]),
];

/** Public keys of an app: its own, else the one derived for it. */
export const keysOf = ({ keys, clientId }: PartnerApp, secret: string): readonly object[] =>
  keys.length > 0 ? keys : [publicPart(clientKey(secret, clientId))];

function authenticationOf(app: PartnerApp, secret: string): Partial<ClientMetadata> {
  const { authentication, clientId } = app;
  if (authentication === 'client_secret_basic')
    return { token_endpoint_auth_method: authentication, client_secret: clientSecret(secret, clientId) };
  if (authentication === 'none') return { token_endpoint_auth_method: authentication };
  return { token_endpoint_auth_method: app.authentication, jwks: { keys: keysOf(app, secret) as never } };
}
