import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { errors, type default as Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import { SECOND } from '../../../platform/time.ts';
import { standingPurposes } from '../actions/consents.ts';
import { citizenOfPortal, PORTAL_SESSION_MS, portalSession } from '../actions/portal-session.ts';
import { isFirstTime } from '../actions/seen-messages.ts';
import { levelOfAcr, lower } from '../domain/levels.ts';
import type { PartnerApp } from '../domain/partner-app.ts';
import { splitScopes } from '../domain/scopes.ts';
import { makeFindAccount } from './accounts.ts';
import { keysOf } from './client-adapter.ts';
import { TOKEN_EXCHANGE } from './grant-types.ts';
import { grantedScopes, graphOf } from './grants.ts';
import type { ProviderOptions } from './parts.ts';
import { oneResource } from './protocol.ts';

const JWT = 'urn:ietf:params:oauth:token-type:jwt';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
/** A portal states who is there at this moment, not who was. */
const MAX_AGE_SECONDS = 60;

type Context = TokenEndpointGrantContext<{ subject_token?: string; subject_token_type?: string; scope?: string }>;

/**
 * Token exchange (RFC 8693): a portal that a citizen linked states, signed with its key, that she is there and how strongly she
 * signed in with it; it gets a token for her alone, of what she allows it, and no stronger than its file lets it vouch for.
 */
export function offerTokenExchange(provider: Provider, options: ProviderOptions): void {
  const parameters = ['subject_token', 'subject_token_type', 'requested_token_type', 'resource', 'audience', 'scope'];
  provider.registerGrantType(TOKEN_EXCHANGE, (ctx) => exchange(ctx as Context, options), parameters);
}

async function exchange(ctx: Context, options: ProviderOptions): Promise<void> {
  const { services, database } = options;
  const { client, provider } = ctx.oidc;
  const app = services.apps.get(client.clientId) as PartnerApp;
  const statement = await readStatement(ctx, app, options);
  const citizen = await citizenOfPortal(database, app.clientId, String(statement.sub));
  if (!citizen) throw new errors.InvalidGrant('this citizen has not linked this portal');
  const level = lower(levelOfAcr(statement.acr) ?? 'BASIC', app.assurance);
  const session = await portalSession(database, { citizen, client: app.clientId, level });
  const asked = ctx.oidc.params.scope ? splitScopes(ctx.oidc.params.scope) : app.scopes.map(({ scope }) => scope);
  const purposes = await standingPurposes(database, citizen, app.clientId);
  const scopes = grantedScopes(options, app.clientId, { purposes }, asked);
  const resource = graphOf(services.publicUrl);
  const grantId = await saveGrant(ctx, { session, citizen, scopes, resource });
  const account = await makeFindAccount(options)(ctx as never, citizen, { grantId } as never);
  if (!account) throw new errors.InvalidGrant('this citizen has not linked this portal');
  ctx.oidc.entity('Account', account);
  const token = new provider.AccessToken({ client, accountId: citizen, grantId, gty: 'token_exchange' } as never);
  token.resourceServer = new provider.ResourceServer(
    resource,
    oneResource(resource).getResourceServerInfo(ctx, resource),
  );
  token.scope = scopes.join(' ');
  const { expiration: expires_in } = token;
  const access_token = await token.save();
  ctx.body = { access_token, issued_token_type: ACCESS_TOKEN, token_type: 'Bearer', expires_in, scope: token.scope };
}

/** What the portal says of her: signed by it, for us, now, and never before. */
async function readStatement(ctx: Context, app: PartnerApp, options: ProviderOptions): Promise<JWTPayload> {
  const { subject_token: token = '', subject_token_type: type } = ctx.oidc.params;
  if (type !== JWT) throw new errors.InvalidRequest('subject_token_type must be a JWT of the portal');
  const keys = createLocalJWKSet({ keys: keysOf(app, options.secret) } as unknown as JSONWebKeySet);
  const { payload } = await jwtVerify(token, keys, {
    issuer: app.clientId,
    audience: options.services.publicUrl,
    algorithms: ['ES256', 'PS256', 'EdDSA'],
    maxTokenAge: MAX_AGE_SECONDS,
    clockTolerance: 10,
    requiredClaims: ['sub', 'jti', 'iat', 'exp'],
  }).catch(() => {
    throw new errors.InvalidGrant('the statement of the portal is not good');
  });
  const until = new Date(Date.now() + 2 * MAX_AGE_SECONDS * SECOND);
  const once = { issuer: `portal ${app.clientId}`, id: String(payload.jti), until };
  if (!(await isFirstTime(options.database, once))) throw new errors.InvalidGrant('this statement was used before');
  return payload;
}

interface NewGrant {
  readonly session: string;
  readonly citizen: string;
  readonly scopes: readonly string[];
  readonly resource: string;
}

/** Each question of a portal makes one, so it lasts no longer than the session it belongs to. */
async function saveGrant({ oidc }: Context, { session, citizen, scopes, resource }: NewGrant): Promise<string> {
  const expiresIn = PORTAL_SESSION_MS / SECOND;
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: citizen, expiresIn } as never);
  grant.jti = `${session}.${randomBytes(16).toString('base64url')}`;
  grant.addOIDCScope(scopes.join(' '));
  grant.addResourceScope(resource, scopes.join(' '));
  return grant.save();
}
