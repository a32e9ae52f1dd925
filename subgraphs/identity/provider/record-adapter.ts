import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { type Database, SYSTEM_VIEWER, sql } from '../../../platform/database/index.ts';
import { hashOf } from '../domain/seal.ts';

/** Who holds one of these can act with it, so the database knows only its hash. */
const BEARER_MODELS = new Set(['AuthorizationCode', 'RefreshToken', 'AccessToken', 'PushedAuthorizationRequest']);

interface Row {
  id: string;
  payload: AdapterPayload;
  consumed: number | null;
}

/**
 * What the OpenID provider must remember (sessions, interactions, codes, grants, refresh tokens), in PostgreSQL, reached as
 * the hub itself and by nobody else.
 */
export class RecordAdapter implements Adapter {
  readonly #keyOf: (id: string) => string;

  constructor(
    private readonly model: string,
    private readonly database: Database,
  ) {
    this.#keyOf = BEARER_MODELS.has(model) ? hashOf : (id) => id;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const key = this.#keyOf(id);
    // The id of a bearer model is the secret itself: it is put back when somebody brings it.
    const kept = key === id ? payload : { ...payload, jti: undefined };
    const { grantId, uid } = payload;
    const expiresAt = expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000);
    if (this.model === 'ReplayDetection') return this.first(key, kept, expiresAt);
    await this.write(
      sql`
      insert into oidc_record (model, id, payload, grant_id, uid, expires_at)
      values (${this.model}, ${key}, ${kept}, ${grantId}, ${uid}, ${expiresAt})
      on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
        uid = excluded.uid, expires_at = excluded.expires_at`,
    );
  }

  /** What must come once only (proofs, assertions): of two that come at the same moment the second is refused. */
  private async first(key: string, payload: object, expiresAt: Date | null): Promise<void> {
    const rows = await this.write(
      sql`
      insert into oidc_record (model, id, payload, expires_at) values (${this.model}, ${key}, ${payload}, ${expiresAt})
      on conflict do nothing returning id`,
    );
    if (rows.length === 0) throw new errors.InvalidRequest('used before');
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await this.one(sql`id = ${this.#keyOf(id)}`);
    return row && { ...toPayload(row), jti: id };
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const row = await this.one(sql`uid = ${uid}`);
    return row && { ...toPayload(row), jti: row.id };
  }

  /** The device flow is off: no record has a user code. */
  async findByUserCode(): Promise<undefined> {}

  /** Once only, whoever comes at the same moment: the second one is told that the grant is spent. */
  async consume(id: string): Promise<void> {
    const rows = await this.write(
      sql`
      update oidc_record set consumed_at = now()
      where model = ${this.model} and id = ${this.#keyOf(id)} and consumed_at is null returning id`,
    );
    if (rows.length === 0) throw new errors.InvalidGrant('already consumed');
  }

  async destroy(id: string): Promise<void> {
    await this.write(
      sql`
      delete from oidc_record where model = ${this.model} and id = ${this.#keyOf(id)}`,
    );
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.write(
      sql`
      delete from oidc_record where model = ${this.model} and grant_id = ${grantId}`,
    );
  }

  private write(statement: string): Promise<object[]> {
    return this.database.changeOnce(SYSTEM_VIEWER, statement);
  }

  /** Expired rows count as gone, swept or not. */
  private async one(condition: string): Promise<Row | undefined> {
    const rows = await this.database.readOnce<Row>(
      SYSTEM_VIEWER,
      `select id, payload, extract(epoch from consumed_at)::int as consumed from oidc_record
          where ${sql`model = ${this.model}`} and ${condition} and (expires_at is null or expires_at > now())`,
    );
    return rows[0];
  }
}

const toPayload = ({ payload, consumed }: Row): AdapterPayload =>
  consumed === null ? payload : { ...payload, consumed };
