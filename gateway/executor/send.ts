import { UnavailableError } from '../../platform/errors/index.ts';
import type { CompiledCall, Step } from '../planning/plan-nodes.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { addFailure, type CallScope } from './fetch-errors.ts';
import type { Run } from './run.ts';
import { own, type StoreObject } from './store.ts';

/** Undefined when the call failed, which is then in the errors already; what comes back may still be anything. */
export async function send(
  { subgraph, document, quotedDocument, stages }: Step,
  scopes: readonly CallScope[],
  variables: StoreObject,
  run: Run,
): Promise<{ readonly answer: SubgraphResponse } | undefined> {
  const { principal, requestId, signal, deadline, watch } = run;
  try {
    const transport = run.transports.get(subgraph);
    if (!transport) throw new UnavailableError();
    const endsAt = deadline.endFor(stages);
    const request = { document, quotedDocument, variables, principal, requestId, signal, endsAt, watch };
    return { answer: await transport.execute(request) };
  } catch (thrown) {
    for (const scope of scopes) addFailure(run, scope, thrown);
    return undefined;
  }
}

/** Only what the document reads; a variable the client left out stays out. */
export function pickVariables(call: CompiledCall, variables: Run['variables']): StoreObject {
  const picked: StoreObject = Object.create(null);
  for (const name of call.variables) {
    const value = own(variables, name);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
