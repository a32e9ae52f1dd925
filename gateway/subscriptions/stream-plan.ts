import { GraphQLError } from 'graphql';
import { toGraphQLError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { StreamRequest } from '../engine.ts';
import type { CompiledOperation } from '../executor/compiled-operation.ts';
import type { Execution, ExecutionContext } from '../executor/execute-operation.ts';
import { type EngineParts, plan } from '../executor/execute-request.ts';
import type { StoreObject } from '../executor/store.ts';
import { coerceVariables } from '../executor/variables.ts';
import { UnplannableOperationError } from '../planning/errors.ts';
import { chooseOverrides } from '../planning/override-labels.ts';
import { checkSubscriptionRoot } from './check-root.ts';
import { startsNow } from './starts-now.ts';

/** Stream plan (Stromplan): one subscription under one supergraph. A swap gives a running stream another one. */
export interface StreamPlan {
  readonly context: ExecutionContext;
  /** Judges the principal and plans for what it may see; throws when the root field is withheld. */
  readonly plan: (principal: Principal) => Promise<Execution>;
  readonly startsNow: boolean;
}

/** Plans a subscription; what refuses it, whoever asks, is thrown as a `GraphQLError`. */
export function planStream(request: StreamRequest, parts: EngineParts): StreamPlan {
  try {
    const operation = parts.operations.find(request.document, request.operationName);
    if (operation.parts.definition.operation !== 'subscription') throw notAStream();
    checkSubscriptionRoot(operation.parts);
    const coerced = coerceVariables(parts.apiSchema, operation.parts.definition, request.variables ?? {});
    if ('errors' in coerced) throw coerced.errors[0];
    const plan = makePlan(operation, coerced.values, request, parts);
    return { context: parts, plan, startsNow: startsNow(operation.parts, coerced.values) };
  } catch (thrown) {
    throw toGraphQLError(thrown, parts.report);
  }
}

/** The labels are chosen once, or one stream would change its upstream at random. */
function makePlan(operation: CompiledOperation, variables: StoreObject, request: StreamRequest, parts: EngineParts) {
  const { requestId, signal } = request;
  const chosen = chooseOverrides(parts.overrideLabels, parts.chooseOverride);
  const steady = { ...parts, chooseOverride: (label: string) => chosen.get(label) === true };
  return async (principal: Principal): Promise<Execution> => {
    const execution = await plan(operation, variables, principal, { requestId, signal }, steady);
    checkRootGranted(execution);
    return execution;
  };
}

function checkRootGranted({ variant, verdicts }: Execution): void {
  const withheld = variant.withheld.find(({ path }) => path.length === 1);
  const refusal = withheld && verdicts.get(withheld.selection);
  if (refusal) throw new GraphQLError(refusal.message, { path: withheld.path, originalError: refusal });
  if (!variant.plan) throw new UnplannableOperationError();
}

const notAStream = (): GraphQLError =>
  new GraphQLError('Only subscriptions can be streamed.', { extensions: { code: 'BAD_REQUEST' } });
