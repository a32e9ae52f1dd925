import { literal, sql } from '../../../../../platform/database/index.ts';
import { DAY } from '../../../../../platform/time.ts';
import type { TrustLevelName } from '../../../../../platform/visa/index.ts';

/** How long a citizen can look back. Source: retention of a security log, 90 days. */
const HISTORY_MS = 90 * DAY;

export interface SessionRow {
  readonly id: string;
  readonly citizen: string;
  readonly agent: string;
  readonly place: string | null;
  readonly method: string;
  readonly authentication: TrustLevelName;
  readonly browser: string | null;
  readonly created_at: string | Date;
  readonly last_used_at: string | Date;
  readonly expires_at: string | Date;
  readonly ended_at: string | Date | null;
}

const COLUMNS =
  'id, citizen, agent, place, method, authentication, browser, created_at, last_used_at, expires_at, ended_at';

/** Open sessions of citizens, newest first; of one browser the latest alone, which a step-up has put over the others. */
export const openSessionsSql = (citizens: readonly string[]): string => `
  select ${COLUMNS} from (
    select distinct on (citizen, coalesce(browser, id::text)) ${COLUMNS} from session
    where citizen = any(${literal(citizens)}::uuid[]) and ended_at is null and expires_at > now()
    order by citizen, coalesce(browser, id::text), id desc) open
  order by id desc`;

/** Sign-ins of one citizen, newest first, `count` of them after the one with the id `after`. */
export const signInsSql = (citizen: string, { after, count }: { after: string | null; count: number }): string => `
  select ${COLUMNS} from session
  where ${sql`citizen = ${citizen} and created_at > ${new Date(Date.now() - HISTORY_MS)}
    and (${after}::uuid is null or id < ${after}::uuid) order by id desc limit ${count}`}`;
