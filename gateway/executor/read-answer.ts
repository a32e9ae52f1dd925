import type { SubgraphResponse } from '../transports/transport.ts';
import { addSubgraphErrors, type CallScope } from './fetch-errors.ts';
import type { Run } from './run.ts';
import { isPlainObject, own } from './store.ts';

/** What came back may be anything; its errors are noted here, its data are an object or nothing. */
export function readAnswer(response: SubgraphResponse, scopes: readonly CallScope[], run: Run) {
  const answer: unknown = response;
  const data = isPlainObject(answer) ? own(answer, 'data') : undefined;
  const errors = isPlainObject(answer) ? own(answer, 'errors') : undefined;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (hasErrors) addSubgraphErrors(run, scopes, errors);
  return { data: isPlainObject(data) ? data : undefined, hasErrors };
}
