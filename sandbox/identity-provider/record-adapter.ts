import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Store } from '../store/open-store.ts';

/** Expired records are swept at start and then once in so many writes. */
const SWEEP_EVERY = 500;

/** Keeps what the provider must remember (interactions, codes, grants, tokens) in the store, so that a crash loses none. */
export class RecordAdapter implements Adapter {
  readonly #store: Store;
  readonly #model: string;
  #writes = 0;

  constructor(store: Store, model: string) {
    this.#store = store;
    this.#model = model;
    this.#sweep();
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiresAt = expiresIn === undefined ? null : nowSeconds() + expiresIn;
    this.#store
      .prepare(
        `insert into provider_record (model, id, payload, grant_id, uid, expires_at) values (?, ?, ?, ?, ?, ?)
         on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
           uid = excluded.uid, expires_at = excluded.expires_at`,
      )
      .run(this.#model, id, JSON.stringify(payload), payload.grantId ?? null, payload.uid ?? null, expiresAt);
    this.#writes += 1;
    if (this.#writes % SWEEP_EVERY === 0) this.#sweep();
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#one('id = ?', id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#one('uid = ?', uid);
  }

  /** The device flow is off, so no record has a user code. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    this.#store
      .prepare(`update provider_record set payload = json_set(payload, '$.consumed', ?) where model = ? and id = ?`)
      .run(nowSeconds(), this.#model, id);
  }

  async destroy(id: string): Promise<void> {
    this.#store.prepare('delete from provider_record where model = ? and id = ?').run(this.#model, id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.#store.prepare('delete from provider_record where model = ? and grant_id = ?').run(this.#model, grantId);
  }

  #one(condition: string, value: string): AdapterPayload | undefined {
    const row = this.#store
      .prepare(
        `select payload from provider_record
          where model = ? and ${condition} and (expires_at is null or expires_at > ?)`,
      )
      .get(this.#model, value, nowSeconds());
    return row && (JSON.parse(row.payload as string) as AdapterPayload);
  }

  #sweep(): void {
    this.#store.prepare('delete from provider_record where expires_at < ?').run(nowSeconds());
  }
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);
