import { v7 as uuidv7 } from 'uuid';
import { type Database, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';

/** Purposes whose consent for this app stands. */
export async function standingPurposes(database: Database, citizen: string, client: string): Promise<string[]> {
  const rows = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ purpose: string }>(
      sql`select purpose from consent where citizen = ${citizen} and client = ${client} and revoked_at is null
        and (expires_at is null or expires_at > now())`,
    ),
  );
  return rows.map(({ purpose }) => purpose);
}

/** Stores what a citizen has just allowed (Einwilligungen), in one transaction. What stands already stays as it is. */
export function grantConsents(
  database: Database,
  { citizen, client, purposes }: { citizen: string; client: string; purposes: readonly string[] },
): Promise<void> {
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    for (const purpose of purposes) {
      const id = uuidv7();
      const made = await work.sql`
        insert into consent (id, citizen, client, purpose) values (${id}, ${citizen}, ${client}, ${purpose})
        on conflict (citizen, client, purpose) where revoked_at is null do nothing returning id`;
      if (made.length === 0) continue;
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
    await work.sql`update citizen set rights_version = rights_version + 1 where id = ${citizen}`;
  });
}
