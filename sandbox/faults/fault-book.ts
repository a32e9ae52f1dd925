import { randomUUID } from 'node:crypto';
import type { Store } from '../store/open-store.ts';
import {
  ANSWER_FAULTS,
  type Fault,
  isAnswerFault,
  type PaymentFault,
  type SamlFault,
  type SignInFault,
} from './fault.ts';
import type { Forgery } from './forgeries.ts';
import type { SamlFaultKind } from './saml-attacks.ts';

type Part = 'payment' | 'sign-in' | 'saml';

/** The switches that are on (eingeschaltete Störungen). Kept in the store, so that a restart keeps misbehaving. */
export class FaultBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Switches a fault of the payment service on; returns its id. */
  addPaymentFault({ kind, on = 'create', requestId, ...settings }: PaymentFault): string {
    return this.#add('payment', kind, isAnswerFault(kind) ? on : null, requestId ?? null, settings);
  }

  /** Switches a fault of the identity provider on; returns its id. */
  addSignInFault({ kind, on = 'token', ...settings }: SignInFault): string {
    return this.#add('sign-in', kind, isAnswerFault(kind) ? on : null, null, settings);
  }

  /** Switches a forged answer of the SAML face on: for one sign-in, unless `times` says otherwise. */
  addSamlFault({ kind, times = 1 }: SamlFault): string {
    return this.#add('saml', kind, null, null, { times });
  }

  /** Takes one turn of the first of these forgeries that is on, if any. */
  takeForgery(kinds: readonly Forgery[]): Forgery | undefined {
    return this.#take('sign-in', kinds, null, null)?.kind as Forgery | undefined;
  }

  /** Whether a forgery is on; it takes no turn. */
  isOn(kind: Forgery): boolean {
    return this.#store.prepare('select 1 from fault where kind = ?').get(kind) !== undefined;
  }

  /** Takes one turn of every SAML switch that is on. */
  takeSamlFaults(): SamlFaultKind[] {
    const rows = this.#store
      .prepare(
        `update fault set times_left = times_left - 1
          where part = 'saml' and (times_left is null or times_left > 0) returning kind, rowid`,
      )
      .all();
    return rows.sort((one, other) => Number(one.rowid) - Number(other.rowid)).map(({ kind }) => kind as SamlFaultKind);
  }

  /** Switches everything off, or one part. */
  clear(part?: Part): void {
    this.#store.prepare('delete from fault where ?1 is null or part = ?1').run(part ?? null);
  }

  /** Takes one turn of the first answer fault at this point, if any: a fault for this payment goes before one for all. */
  takeAnswerFault(part: Part, point: string, requestId: string | null): Fault | undefined {
    return this.#take(part, ANSWER_FAULTS, point, requestId);
  }

  /** Takes one turn of a fault of this kind, if it is on. */
  takeFault(part: Part, kind: Fault['kind'], requestId: string | null = null): Fault | undefined {
    return this.#take(part, [kind], null, requestId);
  }

  /** What is on, for the admin route. */
  list(part: Part): unknown[] {
    const rows = this.#store.prepare('select * from fault where part = ? order by rowid').all(part);
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      ...(row.point !== null && { on: row.point }),
      ...(row.request_id !== null && { requestId: row.request_id }),
      timesLeft: row.times_left,
      ...JSON.parse(row.settings as string),
    }));
  }

  #add(part: Part, kind: string, point: string | null, requestId: string | null, settings: Omit<Fault, 'id' | 'kind'>) {
    const id = randomUUID();
    const { times = isAnswerFault(kind) ? 1 : null, ...rest } = settings;
    this.#store
      .prepare(
        'insert into fault (id, part, kind, request_id, point, times_left, settings) values (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(id, part, kind, requestId, point, times, JSON.stringify(rest));
    return id;
  }

  #take(part: Part, kinds: readonly string[], point: string | null, requestId: string | null): Fault | undefined {
    const row = this.#store
      .prepare(
        `select id, kind, settings from fault
          where part = ? and kind in (select value from json_each(?)) and point is ?
            and (request_id is null or request_id is ?) and (times_left is null or times_left > 0)
          order by request_id is null, rowid limit 1`,
      )
      .get(part, JSON.stringify(kinds), point, requestId);
    if (!row) return undefined;
    this.#store.prepare('update fault set times_left = times_left - 1 where id = ?').run(row.id as string);
    return { id: row.id as string, kind: row.kind as Fault['kind'], ...JSON.parse(row.settings as string) };
  }
}
