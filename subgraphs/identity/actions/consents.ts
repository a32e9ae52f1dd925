import { v7 as uuidv7 } from 'uuid';
import { pairwiseId } from '../../../platform/clients/index.ts';
import { type Database, SYSTEM_VIEWER, sql, type Work } from '../../../platform/database/index.ts';
import { isNeeded, type PartnerApp } from '../domain/partner-app.ts';
import type { IdentityServices } from '../services.ts';

/** Purposes whose consent for this app stands. */
export async function standingPurposes(database: Database, citizen: string, client: string): Promise<string[]> {
  const rows = await database.readOnce<{ purpose: string }>(
    SYSTEM_VIEWER,
    sql`select purpose from consent where citizen = ${citizen} and client = ${client} and revoked_at is null
        and (expires_at is null or expires_at > now())`,
  );
  return rows.map(({ purpose }) => purpose);
}

/** Whose consent for what: one citizen, one app, some of its purposes. */
export interface ConsentChange {
  readonly citizen: string;
  readonly app: PartnerApp;
  readonly purposes: readonly string[];
}

type Services = Pick<IdentityServices, 'pairwise' | 'notices'>;

/** Stores what a citizen has just allowed (Einwilligungen), in one transaction. */
export const grantConsents = (database: Database, services: Services, change: ConsentChange): Promise<void> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await addConsents(work, services, change);
    await raiseRights(work, change.citizen);
  });

/** Adds consents, each with the end its app's file names. What stands already stays as it is; what ran out makes room. */
export async function addConsents(work: Work, { pairwise }: Services, { citizen, app, purposes }: ConsentChange) {
  const client = app.clientId;
  await work.sql`
    update consent set revoked_at = expires_at, version = version + 1
    where citizen = ${citizen} and client = ${client} and revoked_at is null and expires_at <= now()`;
  for (const purpose of purposes) await addConsent(work, { citizen, client, purpose, days: daysOf(app, purpose) });
  if (purposes.includes('account:link'))
    await work.sql`
      insert into portal_link (client, subject, citizen) values (${client}, ${pairwiseId(pairwise, client, citizen)}, ${citizen})
      on conflict do nothing`;
}

const daysOf = ({ scopes }: PartnerApp, purpose: string): number =>
  scopes.find(({ scope }) => scope === purpose)?.days ?? 1;

async function addConsent(
  work: Work,
  { citizen, client, purpose, days }: { citizen: string; client: string; purpose: string; days: number },
): Promise<void> {
  const id = uuidv7();
  const made = await work.sql`
    insert into consent (id, citizen, client, purpose, expires_at)
    values (${id}, ${citizen}, ${client}, ${purpose}, now() + make_interval(days => ${days}))
    on conflict (citizen, client, purpose) where revoked_at is null do nothing returning id`;
  if (made.length === 0) return;
  work.publish(() => ({
    subject: id,
    version: 1,
    kind: 'CONSENT_GRANTED',
    state: 'GRANTED',
    parties: [citizen],
    office: null,
    data: { client, purpose },
  }));
}

/**
 * Takes consents back (Widerruf): these purposes of an app, or all of them with `openid`. Without `account:link` a portal is no
 * longer linked, and its sessions for her end. The app is told, if its file says where.
 */
export async function withdrawConsents(work: Work, { notices }: Services, { citizen, app, purposes }: ConsentChange) {
  const { clientId: client } = app;
  const all = purposes.includes('openid');
  const gone = await work.sql<{ id: string; version: number; purpose: string }>`
    update consent set revoked_at = now(), version = version + 1
    where citizen = ${citizen} and client = ${client} and revoked_at is null and (${all} or purpose = any(${purposes}::text[]))
    returning id, version, purpose`;
  if (gone.some(({ purpose }) => isNeeded(purpose))) await unlinkPortal(work, { client, citizen });
  for (const { id, version, purpose } of gone) {
    await notices.consentRevoked(work, { citizen, app, purpose });
    work.publish(() => ({
      subject: id,
      version,
      kind: 'CONSENT_REVOKED',
      state: 'REVOKED',
      parties: [citizen],
      office: null,
      data: { client, purpose },
    }));
  }
}

/** Tokens it exchanged name nobody from now on: a portal's sessions carry its name as their method. */
async function unlinkPortal(work: Work, { client, citizen }: { client: string; citizen: string }): Promise<void> {
  await work.sql`delete from portal_link where client = ${client} and citizen = ${citizen}`;
  await work.sql`
    update session set ended_at = now() where citizen = ${citizen} and method = ${client} and ended_at is null`;
}

/** Every answer about her rights made before this is out of date. */
export async function raiseRights(work: Work, citizen: string): Promise<void> {
  await work.sql`update citizen set rights_version = rights_version + 1 where id = ${citizen}`;
}
