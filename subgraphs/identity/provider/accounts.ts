import type { Account, FindAccount, KoaContextWithOIDC, UnknownObject } from 'oidc-provider';
import { pairwiseId } from '../../../platform/clients/index.ts';
import type { Session } from '../actions/sessions.ts';
import { acrOf } from '../domain/levels.ts';
import { isFirstParty } from '../domain/partner-app.ts';
import { sessionOfGrant } from './grants.ts';
import type { ProviderParts } from './parts.ts';

/** A code, refresh token or access token, as far as its person is concerned. */
interface Source {
  readonly grantId?: string;
  readonly kind?: string;
}

/**
 * Finds the person behind a sign-in or token. A token whose session was ended, or whose consents are gone, finds nobody: so
 * a refresh after revocation is refused without further ado.
 */
export const makeFindAccount =
  (parts: ProviderParts): FindAccount =>
  async (ctx, accountId, token) => {
    const source = token as Source | undefined;
    if (!source?.grantId) return { accountId, claims: () => ({ sub: accountId }) };
    const client = ctx.oidc.client?.clientId ?? '';
    const session = await parts.sessions.byId(sessionOfGrant(source.grantId), client);
    if (!session || session.citizen !== accountId || !stands(parts, session, client)) return undefined;
    if (source.kind === 'RefreshToken') await parts.sessions.touch(session.id);
    const sid = pairwiseId(parts.services.pairwise, client, session.id);
    return { accountId, session, claims: () => ({ sub: accountId, sid }) };
  };

/** A session that is over by time lives on only for an app that was allowed to act in the citizen's absence. */
function stands({ services }: ProviderParts, { purposes, expired }: Session, client: string): boolean {
  const app = services.apps.get(client);
  if (!app) return false;
  if (isFirstParty(app)) return !expired;
  return purposes.includes('openid') && (!expired || purposes.includes('offline_access'));
}

/** What an access token says beside the standard: session, grant, level of this sign-in, identity proof, time. */
export function accessTokenClaims(
  { services }: ProviderParts,
  ctx: KoaContextWithOIDC,
  { grantId }: { grantId?: string },
): UnknownObject | undefined {
  const app = services.apps.get(ctx.oidc.client?.clientId ?? '');
  const nonce = app?.dpop === 'nonce' && { dpop_nonce: true };
  const account = ctx.oidc.account as (Account & { session?: Session }) | undefined;
  const session = account?.session;
  if (!session || !app) return { ...nonce };
  return {
    ...nonce,
    ...(isFirstParty(app) ? { sid: session.id, grant: grantId } : { grant: services.grants.close(grantId) }),
    acr: acrOf(session.expired ? 'BASIC' : session.authentication),
    stadttor_proof: session.proof,
    auth_time: Math.floor(session.createdAt.getTime() / 1000),
  };
}
