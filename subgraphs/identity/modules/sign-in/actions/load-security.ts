import { type Database, SYSTEM_VIEWER, sql } from '../../../../../platform/database/index.ts';
import type { MethodKind } from '../domain/method.ts';
import { openSessionsSql, type SessionRow } from './list-sessions.ts';

export interface ListedMethod {
  readonly id: string;
  readonly kind: MethodKind;
  readonly label: string;
  readonly handle: string | null;
  readonly created_at: string | Date;
  readonly last_used_at: string | Date | null;
}

/** All that the security page shows. */
export interface Security {
  readonly methods: readonly ListedMethod[];
  readonly sessions: readonly SessionRow[];
  readonly recoveryCodes: number;
  readonly secondFactor: boolean;
}

/** What a citizen's account is protected by, and where she is signed in. */
export function loadSecurity(database: Database, citizen: string): Promise<Security> {
  return database.reading(SYSTEM_VIEWER, async (session) => {
    const methods = await session.sql<ListedMethod>(sql`
      select id, kind, label, handle, created_at, last_used_at from sign_in_method
      where citizen = ${citizen} order by created_at`);
    const sessions = await session.sql<SessionRow>(openSessionsSql([citizen]));
    const [row] = await session.sql<{ second_factor: boolean }>(
      sql`select second_factor from citizen where id = ${citizen}`,
    );
    return {
      methods: methods.filter(({ kind }) => kind !== 'recovery'),
      sessions,
      recoveryCodes: methods.filter(({ kind }) => kind === 'recovery').length,
      secondFactor: row?.second_factor ?? false,
    };
  });
}
