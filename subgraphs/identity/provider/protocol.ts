import { type Configuration, errors } from 'oidc-provider';
import { dpopNonceSecret } from '../../../platform/clients/index.ts';
import { ACR_VALUES } from '../domain/levels.ts';
import { SCOPES } from '../domain/scopes.ts';
import { AccessTokenAdapter } from './access-token-adapter.ts';
import { makeFindAccount } from './accounts.ts';
import { ClientAdapter } from './client-adapter.ts';
import { graphOf } from './grants.ts';
import { ACCESS_TOKEN_SECONDS } from './lifetimes.ts';
import type { ProviderOptions } from './parts.ts';
import { RecordAdapter } from './record-adapter.ts';

const SIGNING = ['ES256', 'PS256', 'EdDSA'] as const;

/** What the provider speaks: OAuth 2.0 as RFC 9700 wants it today, and of each choice the strictest that apps can follow. */
export function protocol(options: ProviderOptions): Configuration {
  const { keys } = options;
  return {
    adapter: makeAdapter(options),
    jwks: { keys: [...keys.private] } as Configuration['jwks'],
    acrValues: ACR_VALUES,
    scopes: [...SCOPES],
    responseTypes: ['code'],
    subjectTypes: ['public', 'pairwise'],
    sectorIdentifierUriValidate: () => false,
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      userinfoSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: [...SIGNING],
      dPoPSigningAlgValues: [...SIGNING],
    },
    clientBasedCORS: (_ctx, origin, client) =>
      options.services.apps.get(client.clientId)?.origins.includes(origin) ?? false,
    discovery: {
      ui_locales_supported: ['de', 'en', 'de-x-leicht'],
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    },
    features: features(options),
  };
}

const makeAdapter =
  ({ services, secret, database }: ProviderOptions) =>
  (model: string) => {
    if (model === 'Client') return new ClientAdapter(services.apps, secret);
    if (model === 'AccessToken' || model === 'ClientCredentials')
      return new AccessTokenAdapter(model, new RecordAdapter('RevokedToken', database));
    return new RecordAdapter(model, database);
  };

function features(options: ProviderOptions): Configuration['features'] {
  const { services, secret, pages } = options;
  const findAccount = makeFindAccount(options);
  const isOwner = (client: { clientId: string }, token: { clientId?: string }) => token.clientId === client.clientId;
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    dPoP: {
      enabled: true,
      nonceSecret: dpopNonceSecret(secret),
      requireNonce: ({ oidc }) => services.apps.get(oidc.client?.clientId ?? '')?.dpop === 'nonce',
    },
    introspection: {
      enabled: true,
      // A token whose session or consent is gone is not active, however long it would last.
      allowedPolicy: async (ctx, client, token) => {
        if (!isOwner(client, token)) return false;
        const { accountId } = token as { accountId?: string };
        return !accountId || (await findAccount(ctx, accountId, token as never)) !== undefined;
      },
    },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => isOwner(client, token) },
    claimsParameter: { enabled: true },
    rpInitiatedLogout: { enabled: true, ...pages },
    resourceIndicators: oneResource(graphOf(services.publicUrl)),
  };
}

/** The hub has one audience (RFC 8707): its graph. */
export const oneResource = (resource: string) => ({
  enabled: true,
  defaultResource: () => resource,
  useGrantedResource: () => true,
  getResourceServerInfo: (_ctx: unknown, asked: string) => {
    if (asked !== resource) throw new errors.InvalidTarget();
    return {
      audience: resource,
      scope: SCOPES.join(' '),
      accessTokenFormat: 'jwt' as const,
      accessTokenTTL: ACCESS_TOKEN_SECONDS,
      jwt: { sign: { alg: 'ES256' as const } },
    };
  },
});
