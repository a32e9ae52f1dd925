import { randomBytes } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Session } from '../actions/sessions.ts';
import { isFirstParty } from '../domain/partner-app.ts';
import { splitScopes } from '../domain/scopes.ts';
import type { ProviderParts } from './parts.ts';

type Grant = InstanceType<KoaContextWithOIDC['oidc']['provider']['Grant']>;

/** The resource behind every access token of the hub: its one graph. */
export const graphOf = (publicUrl: string): string => `${publicUrl}/graphql`;

/** A grant's id names the session it was given in, so that every token leads back to one sign-in. */
export const sessionOfGrant = (grantId: string | undefined): string => (grantId ?? '').split('.')[0] ?? '';

/** Only the part of a request's scopes that the app may have, and the citizen allows it. */
export function grantedScopes(
  { services }: ProviderParts,
  client: string,
  { purposes }: Pick<Session, 'purposes'>,
  asked: string[],
): string[] {
  const app = services.apps.get(client);
  if (!app) return [];
  const open = app.scopes.map(({ scope }) => scope as string);
  const allowed = isFirstParty(app) ? open : purposes;
  return asked.filter((scope) => open.includes(scope) && allowed.includes(scope));
}

/**
 * The grant of this app in this sign-in, made from what stands: everything for the portal, the standing consents for a
 * partner app. What is missing then, the provider asks for; nothing that stands is asked again.
 */
export async function loadGrant(parts: ProviderParts, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, params } = ctx.oidc;
  const session = await currentSession(parts, ctx);
  if (!session || !client) return undefined;
  const grant = (await knownGrant(ctx, session)) ?? newGrant(ctx, session);
  const asked = new Set([...splitScopes(params?.scope), ...splitScopes(grant.getOIDCScope())]);
  const scopes = grantedScopes(parts, client.clientId, session, [...asked]);
  if (scopes.length === 0) return undefined;
  const declined = declinedOf(ctx, grant).filter((scope) => !scopes.includes(scope));
  // Written anew, not added to: what was taken back since the last time goes.
  grant.openid = { scope: scopes.join(' ') };
  grant.resources = { [graphOf(parts.services.publicUrl)]: scopes.join(' ') };
  grant.rejected = undefined;
  // What she left out is not asked again in this sign-in, unless the app wants the question itself.
  if (declined.length > 0) {
    grant.rejectOIDCScope(declined);
    grant.rejectResourceScope(graphOf(parts.services.publicUrl), declined);
  }
  await grant.save();
  return grant;
}

function declinedOf({ oidc }: KoaContextWithOIDC, grant: Grant): string[] {
  const now = (oidc.result?.consent as { declined?: string[] } | undefined)?.declined;
  return now ?? splitScopes(grant.getRejectedOIDCScope());
}

async function knownGrant(ctx: KoaContextWithOIDC, session: Session): Promise<Grant | undefined> {
  const { client, provider } = ctx.oidc;
  const id = client && ctx.oidc.session?.grantIdFor(client.clientId);
  return id && sessionOfGrant(id) === session.id ? provider.Grant.find(id) : undefined;
}

function newGrant(ctx: KoaContextWithOIDC, session: Session): Grant {
  const { client, provider } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session.citizen });
  grant.jti = `${session.id}.${randomBytes(16).toString('base64url')}`;
  return grant;
}

/** The session of this browser: the one just opened, which is bound to it now, or the one still standing. */
export async function currentSession(
  { sessions }: ProviderParts,
  ctx: KoaContextWithOIDC,
): Promise<Session | undefined> {
  const browser = ctx.oidc.session?.uid;
  if (!browser) return undefined;
  const client = ctx.oidc.client?.clientId;
  const fresh = ctx.oidc.result?.login?.session;
  return typeof fresh === 'string' ? sessions.bind(fresh, browser, client) : sessions.ofBrowser(browser, client);
}
