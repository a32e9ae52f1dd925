import { isUuid } from '../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { Consent } from '../entities/consent.ts';
import type { IdentityServices } from '../services.ts';

interface Input {
  readonly consentId: string;
  readonly idempotencyKey: string;
}

/**
 * Takes a consent back (Widerruf). One transaction: the row, the version of her rights and the event.
 *
 * @throws NotFoundError for a consent that is not hers
 */
export async function revokeConsent(input: Input, context: RequestContext<IdentityServices>) {
  const { principal } = context;
  const { consentId: id, idempotencyKey: key } = input;
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person revokes a consent');
  if (!isUuid(id)) throw new NotFoundError();
  await context.unitOfWork(async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'revokeConsent', key, body: { id }, resultId: id });
    if (!claim.first) return;
    const [consent] = await work.sql<{ version: number; client: string; purpose: string }>`
      update consent set revoked_at = now(), version = version + 1
      where id = ${id} and citizen = ${citizen} and revoked_at is null returning version, client, purpose`;
    if (!consent) return mustExist(work.sql`select from consent where id = ${id} and citizen = ${citizen}`);
    await work.sql`update citizen set rights_version = rights_version + 1 where id = ${citizen}`;
    const { version, client, purpose } = consent;
    const data = { client, purpose };
    work.publish(() => ({
      subject: id,
      version,
      kind: 'CONSENT_REVOKED',
      state: 'REVOKED',
      parties: [citizen],
      office: null,
      data,
    }));
  });
  return { consent: await context.em.findOne(Consent, { id, citizen }) };
}

/** Revoking twice is fine; revoking what is not hers is not. */
async function mustExist(rows: Promise<object[]>): Promise<void> {
  if ((await rows).length === 0) throw new NotFoundError();
}
