import { type Database, isUuid, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import { PROOF } from '../loaders/proof.ts';

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
  /** What she allows the app that was asked about. */
  readonly purposes: readonly string[];
}

interface Row extends Omit<Session, 'createdAt'> {
  created_at: string | Date;
}

/** A session and what its citizen allows one app, read together. */
const columns = (client: string) => `s.id, s.citizen, s.method, s.authentication, ${PROOF}, s.created_at,
  s.expires_at <= now() as expired, ${sql`array(select purpose from consent
    where consent.citizen = s.citizen and client = ${client} and revoked_at is null
      and (consent.expires_at is null or consent.expires_at > now()))`} as purposes`;
const select = (client: string) =>
  `select ${columns(client)} from session s join citizen c on c.id = s.citizen where s.ended_at is null and`;

/** Sign-in sessions: found by id or by browser, bound to a browser, ended. */
export class Sessions {
  constructor(private readonly database: Database) {}

  /** A session that was not ended; its time may be over. */
  byId(id: string, client = ''): Promise<Session | undefined> {
    return isUuid(id) ? this.one(`${select(client)} ${sql`s.id = ${id}`}`) : Promise.resolve(undefined);
  }

  /** The latest session of a browser that still stands. */
  ofBrowser(browser: string, client = ''): Promise<Session | undefined> {
    return this.one(
      `${select(client)} ${sql`s.browser = ${browser} and s.expires_at > now() order by s.id desc limit 1`}`,
    );
  }

  /** Remembers in which browser a session lives, so that the next app there asks for no second sign-in; undefined when it was ended. */
  async bind(id: string, browser: string, client = ''): Promise<Session | undefined> {
    const [row] = await this.database.changeOnce<Row>(
      SYSTEM_VIEWER,
      `${sql`update session s set browser = ${browser} from citizen c
        where s.id = ${id} and c.id = s.citizen and s.ended_at is null returning`} ${columns(client)}`,
    );
    return row && toSession(row);
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
    return row && toSession(row);
  }
}

const toSession = (row: Row): Session => ({ ...row, createdAt: new Date(row.created_at) });
