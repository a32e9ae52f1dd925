import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { SandboxClient } from '../clients.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import type { Store } from '../store/open-store.ts';
import { CLAIM_NAMES, toClaims, toOrganisationClaims } from './claims.ts';
import { ClientAdapter } from './client-adapter.ts';
import { loadCookieKey, loadSigningKey } from './keys.ts';
import { ACR_VALUES, LEVEL_SCOPES } from './levels.ts';
import type { Town } from './personas.ts';
import { makePolicy } from './policy.ts';
import { RecordAdapter } from './record-adapter.ts';
import { loadSignIn, saveSignIn } from './sign-in-record.ts';
import { toSignIn } from './sign-in-result.ts';

export interface ProviderSetup {
  issuer: string;
  clients: readonly SandboxClient[];
  store: Store;
  faults: FaultBook;
  town: Town;
  /** Whether a proxy stands in front, whose `X-Forwarded-*` headers tell the outside address. */
  behindProxy: boolean;
  renderError: NonNullable<Configuration['renderError']>;
}

const MINUTE = 60;

/** Builds the identity provider: BundID's behaviour behind a broker's OpenID Connect. */
export function makeProvider(setup: ProviderSetup): Provider {
  const provider = new Provider(setup.issuer, {
    ...protocolOf(setup),
    ...accountsOf(setup),
    renderError: setup.renderError,
  });
  provider.proxy = setup.behindProxy;
  provider.on('authorization.success', (ctx, out) => {
    // No session outlives a sign-in, so the next one always starts from nothing.
    Object.assign(ctx.oidc.session ?? {}, { destroyed: true });
    if (!out) return;
    if (setup.faults.takeFault('sign-in', 'wrong-issuer')) out.iss = 'https://wrong-issuer.example';
    if (setup.faults.takeFault('sign-in', 'wrong-state')) out.state = 'wrong-state';
  });
  return provider;
}

const protocolOf = ({ issuer, clients, store }: ProviderSetup): Configuration => ({
  adapter: (model: string) => (model === 'Client' ? new ClientAdapter(clients) : new RecordAdapter(store, model)),
  jwks: { keys: [loadSigningKey(store)] } as Configuration['jwks'],
  acrValues: ACR_VALUES,
  scopes: ['openid', 'profile', 'email', 'phone', 'address', 'person', 'legalEntity', ...LEVEL_SCOPES],
  responseTypes: ['code'],
  clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  pkce: { required: () => true },
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256'],
    userinfoSigningAlgValues: ['ES256'],
    clientAuthSigningAlgValues: ['ES256'],
    requestObjectSigningAlgValues: ['ES256'],
  },
  discovery: { ui_locales_supported: ['de', 'en'] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    claimsParameter: { enabled: true },
  },
  interactions: {
    policy: makePolicy(),
    url: (_ctx, interaction) => `${new URL(issuer).pathname}/interaction/${interaction.uid}`,
  },
  // Cookies know hosts, not ports: the hub on the same machine is an OpenID provider too, with names of its own.
  cookies: {
    names: { session: 'sandbox_session', interaction: 'sandbox_interaction', resume: 'sandbox_resume' },
    keys: [loadCookieKey(store)],
    long: { httpOnly: true, sameSite: 'lax', signed: true },
    short: { httpOnly: true, sameSite: 'lax', signed: true },
  },
  ttl: {
    Interaction: 60 * MINUTE,
    AuthorizationCode: 1 * MINUTE,
    AccessToken: 5 * MINUTE,
    IdToken: 5 * MINUTE,
    Grant: 10 * MINUTE,
    Session: 5 * MINUTE,
  },
});

const accountsOf = ({ store, clients, town }: ProviderSetup): Configuration => ({
  // The broker hands over every attribute the account delivered, in the ID token and at the userinfo endpoint alike.
  claims: { openid: ['sub', ...CLAIM_NAMES], acr: null, auth_time: null, iss: null, sid: null },
  conformIdTokenClaims: false,
  expiresWithSession: () => false,
  loadExistingGrant: (ctx) => makeGrant(ctx, store),
  findAccount: (ctx, accountId, token) => ({
    accountId,
    claims: (_use, scope) => {
      const signIn = token?.grantId ? loadSignIn(store, token.grantId) : undefined;
      const client = clients.find(({ clientId }) => clientId === ctx.oidc.client?.clientId);
      if (!signIn || !client) return { sub: accountId };
      const isOrganisation = scope.split(' ').includes('legalEntity');
      const told = isOrganisation ? toOrganisationClaims(signIn, town) : toClaims(signIn, hostOf(client), town);
      return { sub: accountId, ...told };
    },
  }),
});

/** Grants what was asked, with no question, and keeps how the sign-in went. */
async function makeGrant(ctx: KoaContextWithOIDC, store: Store) {
  const { client, account, result, params, provider, requestParamClaims } = ctx.oidc;
  const signIn = toSignIn(result?.login);
  if (!signIn || !client || !account) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(String(params?.scope ?? 'openid'));
  grant.addOIDCClaims([...requestParamClaims]);
  saveSignIn(store, await grant.save(), signIn);
  return grant;
}

/** Host of the service, without port, as in an entityID: the pseudonym hangs on it. */
const hostOf = ({ signIn, clientId }: SandboxClient): string =>
  signIn?.entityHost ?? URL.parse(signIn?.redirectUris[0] ?? '')?.hostname ?? clientId;
