import { createHash } from 'node:crypto';
import type { Work } from '../database/unit-of-work.ts';
import { BadUserInputError, IdempotencyConflictError, invariant } from '../errors/index.ts';
import type { Principal } from '../visa/index.ts';

export interface IdempotentCall {
  principal: Principal;
  mutation: string;
  /** Chosen by the client: 1 to 255 of letters, digits, `-`, `_`, `.`, `:`. */
  key: string;
  /** The input that must be the same when the key is used again. */
  body: unknown;
  /** Id of the thing this call makes or changes. */
  resultId: string;
}

/**
 * Idempotency (Wiederholbarkeit): the first call with a key wins, a repeated one gets the id of the first.
 *
 * The row is written in the transaction of the effect. Returns the id to answer with, and whether the effect is still to be made.
 *
 * @throws IdempotencyConflictError when the key was used with another body; BadUserInputError for a bad key.
 */
export async function claimKey(work: Work, call: IdempotentCall): Promise<{ id: string; first: boolean }> {
  const { principal, mutation, key, resultId } = call;
  checkKey(key);
  invariant(principal.citizenId, 'only a person changes things');
  const hash = hashOf(call.body);
  const made = await work.sql`
    insert into idempotency (viewer, client, mutation, key, body_hash, result_id)
    values (${principal.citizenId}, ${principal.client}, ${mutation}, ${key}, ${hash}, ${resultId})
    on conflict do nothing returning result_id`;
  if (made.length > 0) return { id: resultId, first: true };
  const [row] = await work.sql<{ body_hash: string; result_id: string }>`
    select body_hash, result_id from idempotency
    where viewer = ${principal.citizenId} and client = ${principal.client} and mutation = ${mutation} and key = ${key}`;
  if (row?.body_hash !== hash) throw new IdempotencyConflictError();
  return { id: row.result_id, first: false };
}

function checkKey(key: string): void {
  if (/^[\w.:-]{1,255}$/.test(key)) return;
  throw new BadUserInputError('An idempotency key has 1 to 255 letters, digits or - _ . :', {
    problems: [{ path: '/idempotencyKey', rule: 'format' }],
  });
}

const hashOf = (body: unknown): string => createHash('sha256').update(canonical(body)).digest('hex');

/** JSON with sorted keys: two bodies that mean the same have the same hash. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}
