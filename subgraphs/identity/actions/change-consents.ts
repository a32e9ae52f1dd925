import { BadUserInputError, invariant, NotFoundError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import type { PartnerApp } from '../domain/partner-app.ts';
import { Consent } from '../entities/consent.ts';
import type { IdentityServices } from '../services.ts';
import { addConsents, raiseRights, withdrawConsents } from './consents.ts';

interface Input {
  readonly client: string;
  readonly purposes: readonly string[];
  readonly idempotencyKey: string;
}

/**
 * Changes what an app may (Einwilligungen ändern): from now on these purposes and no others. Only for an app she has let in;
 * letting one in happens on the hub's own page, where she sees who asks.
 *
 * @throws NotFoundError for an app without a consent of hers, BadUserInputError for a purpose the app does not have
 */
export async function changeConsents(input: Input, context: RequestContext<IdentityServices>) {
  const { principal, services } = context;
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person changes her consents');
  const app = services.apps.get(input.client);
  if (!app) throw new NotFoundError();
  checkPurposes(app, input.purposes);
  const { client, purposes, idempotencyKey: key } = input;
  const body = { client, purposes: [...purposes].sort() };
  await context.unitOfWork(async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'changeConsents', key, body, resultId: citizen });
    if (!claim.first) return;
    const standing = await work.sql<{ purpose: string }>`
      select purpose from consent where citizen = ${citizen} and client = ${client} and revoked_at is null
        and (expires_at is null or expires_at > now()) for update`;
    const before = standing.map(({ purpose }) => purpose);
    if (!before.includes('openid')) throw new NotFoundError();
    const [gone, fresh] = [without(before, purposes), without(purposes, before)];
    if (gone.length > 0) await withdrawConsents(work, services, { citizen, app, purposes: gone });
    if (!gone.includes('openid')) await addConsents(work, services, { citizen, app, purposes: fresh });
    await raiseRights(work, citizen);
  });
  const found = await context.em.find(
    Consent,
    { citizen, client: app.clientId },
    { orderBy: { grantedAt: 'desc', id: 'desc' } },
  );
  return { consents: found.filter((consent) => consent.stands(new Date())) };
}

const without = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((each) => !others.includes(each));

function checkPurposes({ scopes }: PartnerApp, purposes: readonly string[]): void {
  const unknown = purposes.filter((purpose) => !scopes.some(({ scope }) => scope === purpose));
  if (unknown.length === 0) return;
  throw new BadUserInputError('This app has no such purpose.', {
    problems: [{ path: '/purposes', rule: 'registered' }],
  });
}
