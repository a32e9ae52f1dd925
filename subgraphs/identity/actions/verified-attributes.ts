import { type Database, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { VerifiedAttributes } from '../domain/attributes.ts';

/** Verified attributes of one citizen and whose word they are. */
export interface AttributesAnswer {
  readonly provider: string;
  readonly level: TrustLevelName;
  readonly attributes: VerifiedAttributes;
}

/** Attributes of her best proven linked account, the latest of equals; null when there is none. */
export async function verifiedAttributes(database: Database, citizenId: string): Promise<AttributesAnswer | null> {
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<AttributesAnswer>(sql`
      select provider, level, attributes from linked_account where citizen = ${citizenId}
      order by array_position(${['BASIC', 'SUBSTANTIAL', 'HIGH']}, level) desc, linked_at desc limit 1`),
  );
  return row ?? null;
}
