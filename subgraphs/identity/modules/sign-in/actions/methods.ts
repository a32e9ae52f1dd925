import { v7 as uuidv7 } from 'uuid';
import { type Database, SYSTEM_VIEWER, sql, type Work } from '../../../../../platform/database/index.ts';
import type { LocalText } from '../../../domain/partner-app.ts';
import { proofOf } from '../../../domain/seal.ts';
import type { Method, MethodKind } from '../domain/method.ts';

type NewMethod = Pick<Method, 'citizen' | 'kind' | 'level' | 'label'> &
  Partial<Pick<Method, 'data' | 'counter'>> & { readonly handle?: string };

interface Row extends Omit<Method, 'counter'> {
  counter: string | number;
}

const toMethod = (row: Row): Method => ({ ...row, counter: Number(row.counter) });

/** Handle of an address or a code: a keyed hash, so that the rows alone tell neither. */
export const handleOf = (key: Buffer, kind: MethodKind, text: string): string => proofOf(key, `${kind}\n${text}`);

/** The method behind a handle; undefined when nobody has it. */
export async function methodByHandle(
  database: Database,
  kind: MethodKind,
  handle: string,
): Promise<Method | undefined> {
  const [row] = await database.readOnce<Row>(
    SYSTEM_VIEWER,
    sql`
      select id, citizen, kind, level, label, data, counter from sign_in_method
      where kind = ${kind} and handle = ${handle}`,
  );
  return row && toMethod(row);
}

/** A citizen's methods of one kind, with their handles. */
export async function methodsOf(database: Database, citizen: string, kind: MethodKind) {
  const rows = await database.readOnce<Row & { handle: string }>(
    SYSTEM_VIEWER,
    sql`
      select id, citizen, kind, level, label, data, counter, handle from sign_in_method
      where citizen = ${citizen} and kind = ${kind} order by created_at`,
  );
  return rows.map((row) => ({ ...toMethod(row), handle: row.handle }));
}

/** Writes a method; undefined when its handle belongs to somebody already. */
export async function insertMethod(work: Work, method: NewMethod): Promise<string | undefined> {
  const { citizen, kind, level, label, handle, data = {}, counter = 0 } = method;
  const rows = await work.sql<{ id: string }>`
    insert into sign_in_method (id, citizen, kind, handle, level, label, data, counter)
    values (${uuidv7()}, ${citizen}, ${kind}, ${handle}, ${level}, ${label}, ${data}, ${counter})
    on conflict do nothing returning id`;
  return rows[0]?.id;
}

/** Notes that a method was used. False when its counter has moved on meanwhile: what it proved was used twice. */
export async function useMethod(work: Work, { id, counter }: Method, next: number): Promise<boolean> {
  const rows = await work.sql`
    update sign_in_method set counter = ${next}, last_used_at = now()
    where id = ${id} and counter = ${counter} returning id`;
  return rows.length > 0;
}

/** Tells the log, and so her mailbox, that her ways to sign in have changed. */
export function publishMethodChange(
  work: Work,
  citizen: string,
  { id, kind, method }: { id: string; kind: 'SIGN_IN_METHOD_ADDED' | 'SIGN_IN_METHOD_REMOVED'; method: LocalText },
): void {
  work.publish(() => ({
    subject: id,
    version: kind === 'SIGN_IN_METHOD_ADDED' ? 1 : 2,
    kind,
    state: kind === 'SIGN_IN_METHOD_ADDED' ? 'ADDED' : 'REMOVED',
    parties: [citizen],
    office: null,
    data: { method },
  }));
}
