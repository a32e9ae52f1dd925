import { type Database, isUuid, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import { TRUST_LEVELS, type TrustLevelName } from '../../../platform/visa/index.ts';
import type { VerifiedAttributes } from '../domain/attributes.ts';

/** Whose attributes; of which account and which of them, when she has chosen. */
export interface AttributesQuestion {
  readonly citizenId: string;
  readonly account?: string;
  readonly names?: readonly string[];
}

/** Verified attributes of one citizen and whose word they are. */
export interface AttributesAnswer {
  readonly provider: string;
  readonly level: TrustLevelName;
  readonly attributes: VerifiedAttributes;
}

/** Attributes of the account that is asked for, else of her best proven one, the latest of equals; null when there is none. */
export async function verifiedAttributes(
  database: Database,
  { citizenId, account, names }: AttributesQuestion,
): Promise<AttributesAnswer | null> {
  if (account !== undefined && !isUuid(account)) return null;
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<AttributesAnswer>(sql`
      select provider, level, attributes from linked_account
      where citizen = ${citizenId} and holder = 'PERSON' and (${account}::uuid is null or id = ${account}::uuid)
      order by array_position(${TRUST_LEVELS}, level) desc, linked_at desc limit 1`),
  );
  if (!row || !names) return row ?? null;
  const chosen = Object.entries(row.attributes).filter(([name]) => names.includes(name));
  return { ...row, attributes: Object.fromEntries(chosen) };
}
