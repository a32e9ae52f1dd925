import { isUuid } from '../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import type { PartnerApp } from '../domain/partner-app.ts';
import { Consent } from '../entities/consent.ts';
import type { IdentityServices } from '../services.ts';
import { raiseRights, withdrawConsents } from './consents.ts';

interface Input {
  readonly consentId: string;
  readonly idempotencyKey: string;
}

/**
 * Takes a consent back (Widerruf). One transaction: the row, the version of her rights, the event, the word to the app. Without
 * the purpose `openid` an app knows nobody, so all its others go with that one.
 *
 * @throws NotFoundError for a consent that is not hers
 */
export async function revokeConsent(input: Input, context: RequestContext<IdentityServices>) {
  const { principal, services } = context;
  const { consentId: id, idempotencyKey: key } = input;
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person revokes a consent');
  if (!isUuid(id)) throw new NotFoundError();
  await context.unitOfWork(async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'revokeConsent', key, body: { id }, resultId: id });
    if (!claim.first) return;
    const [consent] = await work.sql<{ client: string; purpose: string; stands: boolean }>`
      select client, purpose, revoked_at is null as stands from consent where id = ${id} and citizen = ${citizen} for update`;
    if (!consent) throw new NotFoundError();
    if (!consent.stands) return;
    const { client, purpose } = consent;
    await withdrawConsents(work, services, { citizen, app: knownApp(services, client), purposes: [purpose] });
    await raiseRights(work, citizen);
  });
  return { consent: await context.em.findOne(Consent, { id, citizen }) };
}

/** Consents outlive the files of apps: one that is gone has nobody to be told. */
const knownApp = ({ apps }: IdentityServices, clientId: string): PartnerApp =>
  apps.get(clientId) ?? ({ clientId, webhookUri: null } as PartnerApp);
