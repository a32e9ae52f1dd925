import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { pairwiseId } from '../../../platform/clients/index.ts';
import { isFirstParty } from '../domain/partner-app.ts';
import { deriveKey } from '../domain/seal.ts';
import { accessTokenClaims, makeFindAccount } from './accounts.ts';
import { graphOf, loadGrant } from './grants.ts';
import { LIFETIMES } from './lifetimes.ts';
import { knowOwnTokens } from './own-tokens.ts';
import type { ProviderOptions } from './parts.ts';
import { makePolicy } from './policy.ts';
import { protocol } from './protocol.ts';
import { endSessionsOnSignOut } from './sign-out.ts';
import { offerTokenExchange } from './token-exchange.ts';

/** The hub as OpenID provider (Anmeldedienst): authorization code with PKCE for everybody, JWT access tokens for the graph. */
export function makeProvider(options: ProviderOptions): Provider {
  const { services, keys } = options;
  const provider = new Provider(services.publicUrl, {
    ...routesAndCookies(options),
    ...protocol(options),
    ...people(options),
    ttl: LIFETIMES,
    renderError: options.pages.renderError,
  });
  // The gateway stands in front; what it forwards about itself is set by our own route, never taken from outside.
  provider.proxy = true;
  knowOwnTokens(provider, { keys, audience: graphOf(services.publicUrl), grants: services.grants });
  offerTokenExchange(provider, options);
  options.refusals.watch(provider);
  endSessionsOnSignOut(provider, options.sessions);
  return provider;
}

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
      pushed_authorization_request: '/oidc/par',
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

function people(options: ProviderOptions): Configuration {
  const { apps, pairwise } = options.services;
  const appAt = ({ oidc }: KoaContextWithOIDC) => apps.get(oidc.client?.clientId ?? '');
  return {
    claims: { openid: ['sub', 'acr', 'auth_time', 'sid'], iss: null },
    findAccount: makeFindAccount(options),
    loadExistingGrant: (ctx) => loadGrant(options, ctx),
    pairwiseIdentifier: async (_ctx, accountId, client) => pairwiseId(pairwise, client.clientId, accountId),
    extraTokenClaims: (ctx, token) => accessTokenClaims(options, ctx, token as { grantId?: string }),
    interactions: {
      policy: makePolicy(options),
      url: (_ctx, { uid }) => `/sign-in/${uid}`,
    },
    // Sessions end in our own table, which every token leads back to.
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) => {
      const app = apps.get(client.clientId);
      return app !== undefined && (isFirstParty(app) || source.scopes.has('offline_access'));
    },
    rotateRefreshToken: (ctx) => appAt(ctx)?.refresh !== 'bound',
    // Access tokens count only while their grant stands: whoever takes one back takes back what it came from.
    revokeGrantPolicy: () => true,
  };
}
