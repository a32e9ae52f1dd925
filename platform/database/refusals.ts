import { ForbiddenError, type HubError, OverloadedError } from '../errors/index.ts';

/** PostgreSQL's codes (appendix A of its manual) for what is nobody's bug, and what the caller is told. */
const REFUSALS: Readonly<Record<string, () => HubError>> = {
  // insufficient_privilege: the role of this kind of principal has no business with this table.
  '42501': () => new ForbiddenError(),
  // lock_not_available, transaction_timeout, idle_in_transaction_session_timeout, too_many_connections
  '55P03': () => new OverloadedError(),
  '25P04': () => new OverloadedError(),
  '25P03': () => new OverloadedError(),
  '53300': () => new OverloadedError(),
};

/** What a refusal of the database means to the caller; undefined for anything else, which is a bug. */
export function refusalOf(error: unknown): HubError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REFUSALS[code]?.();
}
