import { type Database, isUuid, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';

/** Sign-in session (Sitzung) as the OpenID provider needs it. */
export interface Session {
  readonly id: string;
  readonly citizen: string;
  /** `passkey`, `email`, `recovery`, or the id of an account provider. */
  readonly method: string;
  readonly authentication: TrustLevelName;
  readonly proof: TrustLevelName;
  readonly createdAt: Date;
  readonly expired: boolean;
}

interface Row extends Omit<Session, 'createdAt'> {
  created_at: string | Date;
}

/** Who came back by a recovery code has proven nothing of what was once proven of her. */
export const PROOF = `case when s.method = 'recovery' then 'BASIC' else c.proof end as proof`;
const COLUMNS = `select s.id, s.citizen, s.method, s.authentication, ${PROOF}, s.created_at, s.expires_at <= now() as expired`;
const SELECT = `${COLUMNS} from session s join citizen c on c.id = s.citizen where s.ended_at is null and`;

/** Sign-in sessions: found by id or by browser, bound to a browser, ended. */
export class Sessions {
  constructor(private readonly database: Database) {}

  /** A session that was not ended; its time may be over. */
  byId(id: string): Promise<Session | undefined> {
    return isUuid(id) ? this.one(`${SELECT} ${sql`s.id = ${id}`}`) : Promise.resolve(undefined);
  }

  /** The latest session of a browser that still stands. */
  ofBrowser(browser: string): Promise<Session | undefined> {
    return this.one(`${SELECT} ${sql`s.browser = ${browser} and s.expires_at > now() order by s.id desc limit 1`}`);
  }

  /** Remembers in which browser a session lives, so that the next app there asks for no second sign-in. */
  async bind(id: string, browser: string): Promise<void> {
    await this.database.changeOnce(SYSTEM_VIEWER, sql`update session set browser = ${browser} where id = ${id}`);
  }

  async touch(id: string): Promise<void> {
    await this.database.changeOnce(SYSTEM_VIEWER, sql`update session set last_used_at = now() where id = ${id}`);
  }

  /** Ends one session, or all of a browser: tokens of it name nobody from now on. */
  async end(which: { id: string } | { browser: string }): Promise<number> {
    const [id, browser] = 'id' in which ? [which.id, null] : [null, which.browser];
    const ended = await this.database.changeOnce(
      SYSTEM_VIEWER,
      sql`
        update session set ended_at = now()
        where ended_at is null and (id = ${id}::uuid or browser = ${browser}) returning id`,
    );
    return ended.length;
  }

  private async one(statement: string): Promise<Session | undefined> {
    const [row] = await this.database.readOnce<Row>(SYSTEM_VIEWER, statement);
    return row && { ...row, createdAt: new Date(row.created_at) };
  }
}
