import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import * as openid from 'openid-client';
import { clientKey } from '../../platform/clients/index.ts';
import { revokeConsent } from './asks.ts';
import { notices } from './channels.ts';
import { heldBy, inPortal } from './channels-of-citizens.ts';
import { configOf, signIn } from './holder.ts';
import type { TwoGateways } from './two-gateways.ts';

const PORTAL = 'state-portal';
const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** A state portal that a citizen linked acts for her, until she takes the link back. */
export async function exchanged(town: TwoGateways, persona: string) {
  const linked = await signIn(town, { persona, client: PORTAL, scope: 'openid account:link mailbox' });
  const elsewhere = await inPortal(town, persona);
  const refresh = () => exchange(town, linked.sub);
  const acting = { ...linked, token: await refresh(), refresh };
  const webhook = notices(town, PORTAL, linked.sub, ['account.unlinked']);
  return {
    pull: () => revokeConsent(town, elsewhere, PORTAL, 'account:link'),
    checks: { ...(await heldBy(town, acting)), webhook },
  };
}

/** The portal states that she is there, and gets a token that speaks for her. */
async function exchange(town: TwoGateways, subject: string): Promise<string> {
  const key = clientKey(town.hub.hub.secret, PORTAL);
  const statement = await new SignJWT({ acr: 'SUBSTANTIAL', jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setIssuer(PORTAL)
    .setAudience(town.hub.url)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK({ ...key }, 'ES256'));
  const parameters = { subject_token: statement, subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' };
  return (await openid.genericGrantRequest(await configOf(town, PORTAL), GRANT, parameters)).access_token;
}
