import { GraphQLError } from 'graphql';
import { toGraphQLError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { StreamEvent, StreamRequest } from '../engine.ts';
import type { CompiledOperation } from '../executor/compiled-operation.ts';
import type { Execution } from '../executor/execute-operation.ts';
import { type EngineParts, plan } from '../executor/execute-request.ts';
import type { StoreObject } from '../executor/store.ts';
import { coerceVariables } from '../executor/variables.ts';
import { UnplannableOperationError } from '../planning/errors.ts';
import { chooseOverrides } from '../planning/override-labels.ts';
import { checkSubscriptionRoot } from './check-root.ts';
import { EventStream } from './event-stream.ts';
import type { StreamTiming } from './timing.ts';

/** Opens an event stream; what refuses it before the first event is thrown as a `GraphQLError`, here or by the first `next`. */
export function subscribeRequest(
  request: StreamRequest,
  parts: EngineParts,
  timing: StreamTiming,
): AsyncIterableIterator<StreamEvent> {
  try {
    const operation = parts.operations.find(request.document, request.operationName);
    if (operation.parts.definition.operation !== 'subscription') throw notAStream();
    checkSubscriptionRoot(operation.parts);
    const coerced = coerceVariables(parts.apiSchema, operation.parts.definition, request.variables ?? {});
    if ('errors' in coerced) throw coerced.errors[0];
    return new EventStream({
      request,
      context: parts,
      timing,
      plan: makePlan(operation, coerced.values, request, parts),
    });
  } catch (thrown) {
    throw toGraphQLError(thrown, parts.report);
  }
}

/** The labels are chosen once, or one stream would change its upstream at random. */
function makePlan(operation: CompiledOperation, variables: StoreObject, request: StreamRequest, parts: EngineParts) {
  const chosen = chooseOverrides(parts.overrideLabels, parts.chooseOverride);
  const steady = { ...parts, chooseOverride: (label: string) => chosen.get(label) === true };
  return (principal: Principal): Execution => {
    const execution = plan(operation, variables, principal, request, steady);
    checkRootGranted(execution);
    return execution;
  };
}

function checkRootGranted({ variant, verdicts }: Execution): void {
  const withheld = variant.withheld.find(({ path }) => path.length === 1);
  const refusal = withheld && verdicts.get(withheld.coordinate);
  if (refusal) throw new GraphQLError(refusal.message, { path: withheld.path, originalError: refusal });
  if (!variant.plan) throw new UnplannableOperationError();
}

const notAStream = (): GraphQLError =>
  new GraphQLError('Only subscriptions can be streamed.', { extensions: { code: 'BAD_REQUEST' } });
