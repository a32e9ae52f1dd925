import { type Configuration, errors, Provider } from 'oidc-provider';
import { DAY, HOUR, MINUTE, SECOND } from '../../../platform/time.ts';
import { ACR_VALUES } from '../domain/levels.ts';
import { isFirstParty } from '../domain/partner-app.ts';
import { SCOPES } from '../domain/scopes.ts';
import { deriveKey } from '../domain/seal.ts';
import { accessTokenClaims, makeFindAccount } from './accounts.ts';
import { ClientAdapter } from './client-adapter.ts';
import { graphOf, loadGrant } from './grants.ts';
import type { ProviderParts } from './parts.ts';
import { makePolicy } from './policy.ts';
import { RecordAdapter } from './record-adapter.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface ProviderOptions extends ProviderParts {
  readonly keys: SigningKeys;
  /** The hub's secret: keys for cookies and clients are derived from it. */
  readonly secret: string;
  readonly pages: Pick<Configuration, 'renderError'> & Required<Configuration>['features']['rpInitiatedLogout'];
}

const seconds = (ms: number): number => ms / SECOND;

/** The hub as OpenID provider (Anmeldedienst): authorization code with PKCE for everybody, JWT access tokens for the graph. */
export function makeProvider(options: ProviderOptions): Provider {
  const { services } = options;
  const provider = new Provider(services.publicUrl, {
    ...routesAndCookies(options),
    ...protocol(options),
    ...people(options),
    ttl: TTL,
    renderError: options.pages.renderError,
  });
  // The gateway stands in front; what it forwards about itself is set by our own route, never taken from outside.
  provider.proxy = true;
  return provider;
}

const TTL: Configuration['ttl'] = {
  AccessToken: seconds(5 * MINUTE),
  AuthorizationCode: seconds(1 * MINUTE),
  IdToken: seconds(5 * MINUTE),
  Interaction: seconds(30 * MINUTE),
  RefreshToken: seconds(14 * DAY),
  Session: seconds(12 * HOUR),
  Grant: seconds(90 * DAY),
};

function routesAndCookies({ services, secret }: ProviderOptions): Configuration {
  const secure = services.publicUrl.startsWith('https:');
  const prefix = secure ? '__Secure-' : '';
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure } as const;
  return {
    routes: {
      authorization: '/oidc/auth',
      token: '/oidc/token',
      jwks: '/oidc/jwks',
      revocation: '/oidc/revoke',
      introspection: '/oidc/introspect',
      userinfo: '/oidc/userinfo',
      end_session: '/oidc/sign-out',
    },
    cookies: {
      names: {
        session: `${secure ? '__Host-' : ''}stadttor_id`,
        interaction: `${prefix}stadttor_step`,
        resume: `${prefix}stadttor_resume`,
      },
      keys: [deriveKey(secret, 'cookies').toString('base64url')],
      long: cookie,
      short: cookie,
    },
  };
}

function protocol({ services, keys, secret, database, pages }: ProviderOptions): Configuration {
  const resource = graphOf(services.publicUrl);
  return {
    adapter: (model: string) =>
      model === 'Client' ? new ClientAdapter(services.apps, secret) : new RecordAdapter(model, database),
    jwks: { keys: [...keys.private] } as Configuration['jwks'],
    acrValues: ACR_VALUES,
    scopes: [...SCOPES],
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], userinfoSigningAlgValues: ['ES256'] },
    discovery: { ui_locales_supported: ['de', 'en', 'de-x-leicht'] },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true },
      claimsParameter: { enabled: true },
      rpInitiatedLogout: { enabled: true, ...pages },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, asked) => {
          if (asked !== resource) throw new errors.InvalidTarget();
          return {
            audience: resource,
            scope: SCOPES.join(' '),
            accessTokenFormat: 'jwt',
            accessTokenTTL: seconds(5 * MINUTE),
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
  };
}

function people(options: ProviderOptions): Configuration {
  return {
    claims: { openid: ['sub', 'acr', 'auth_time'], iss: null, sid: null },
    findAccount: makeFindAccount(options),
    loadExistingGrant: (ctx) => loadGrant(options, ctx),
    extraTokenClaims: (ctx, token) => accessTokenClaims(ctx, token as { grantId?: string }),
    interactions: {
      policy: makePolicy(options),
      url: (_ctx, { uid }) => `/sign-in/${uid}`,
    },
    // Sessions end in our own table, which every token leads back to.
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) => {
      const app = options.services.apps.get(client.clientId);
      return app !== undefined && (isFirstParty(app) || source.scopes.has('offline_access'));
    },
    rotateRefreshToken: true,
  };
}
