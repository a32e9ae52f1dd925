import { GraphQLError } from 'graphql';
import { toGraphQLError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { HubResult, OperationRequest, StreamRequest } from '../engine.ts';
import { chooseOverrides, type OverrideChoice } from '../planning/override-labels.ts';
import { toPlanView } from '../telemetry/plan-view.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import { type Execution, type ExecutionContext, executeVariant } from './execute-operation.ts';
import type { InFlight } from './in-flight.ts';
import type { OperationCache } from './operation-cache.ts';
import type { StoreObject } from './store.ts';
import { coerceVariables } from './variables.ts';

export interface EngineParts extends ExecutionContext {
  readonly operations: OperationCache;
  readonly overrideLabels: readonly string[];
  readonly chooseOverride: OverrideChoice;
  /** Undefined: every request is executed by itself. */
  readonly inFlight?: InFlight;
}

/** Answers one query or mutation. Never rejects: whatever goes wrong is an error of the result. */
export async function executeRequest(request: OperationRequest, parts: EngineParts): Promise<HubResult> {
  try {
    const operation = parts.operations.find(request.document, request.operationName);
    if (operation.parts.definition.operation === 'subscription') throw notHere();
    const coerced = coerceVariables(parts.apiSchema, operation.parts.definition, request.variables ?? {});
    if ('errors' in coerced) return { errors: coerced.errors };
    const execution = await plan(operation, coerced.values, request.principal, request, parts);
    const result = await executeOnce(execution, parts);
    if (!request.showPlan) return result;
    const { variant } = execution;
    return { ...result, extensions: { queryPlan: toPlanView(variant.plan, variant.withheld) } };
  } catch (thrown) {
    return { errors: [toGraphQLError(thrown, parts.report)] };
  }
}

/** A read joins an equal one under way; a mutation ends all joining to what began before it, and before its end. */
async function executeOnce(execution: Execution, parts: EngineParts): Promise<HubResult> {
  const { inFlight } = parts;
  const { variant, variables, principal, signal } = execution;
  if (!inFlight) return executeVariant(execution, parts);
  if (variant.isSharable) {
    const key = `${variant.key} ${JSON.stringify(variables)}`;
    return inFlight.share(key, principal, signal, (shared) => executeVariant({ ...execution, signal: shared }, parts));
  }
  const isMutation = execution.operation.parts.definition.operation === 'mutation';
  if (isMutation) inFlight.forget(principal);
  try {
    return await executeVariant(execution, parts);
  } finally {
    if (isMutation) inFlight.forget(principal);
  }
}

/** Judges the principal and finds (or makes) the plan for what it may see. */
export async function plan(
  operation: CompiledOperation,
  variables: StoreObject,
  principal: Principal,
  { requestId, signal, watch }: Pick<OperationRequest | StreamRequest, 'requestId' | 'signal' | 'watch'>,
  { overrideLabels, chooseOverride }: EngineParts,
): Promise<Execution> {
  const span = watch?.trace?.child('plan');
  const judged = operation.judge(principal, variables);
  // Nearly always known already: then nothing waits.
  const verdicts = judged instanceof Promise ? await judged : judged;
  const variant = operation.variant(variables, verdicts, chooseOverrides(overrideLabels, chooseOverride));
  span?.end();
  return { operation, variant, verdicts, variables, principal, requestId, signal, watch };
}

const notHere = (): GraphQLError =>
  new GraphQLError('A subscription needs a stream.', { extensions: { code: 'BAD_REQUEST' } });
