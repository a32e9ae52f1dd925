import { GraphQLError } from 'graphql';
import { toGraphQLError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { StreamRequest } from '../engine.ts';
import type { CompiledOperation } from '../executor/compiled-operation.ts';
import type { Execution } from '../executor/execute-operation.ts';
import { type EngineParts, plan } from '../executor/execute-request.ts';
import type { StoreObject } from '../executor/store.ts';
import { coerceVariables } from '../executor/variables.ts';
import { UnplannableOperationError } from '../planning/errors.ts';
import { chooseOverrides } from '../planning/override-labels.ts';
import { checkSubscriptionRoot } from './check-root.ts';
import { startsNow } from './starts-now.ts';

/** Stream plan (Stromplan): one subscription under one supergraph. A swap gives a running stream another one. */
export class StreamPlan {
  readonly context: EngineParts;
  readonly startsNow: boolean;
  readonly #operation: CompiledOperation;
  readonly #variables: StoreObject;

  constructor(context: EngineParts, operation: CompiledOperation, variables: StoreObject) {
    this.context = context;
    this.#operation = operation;
    this.#variables = variables;
    this.startsNow = startsNow(operation.parts, variables);
  }

  /** Judges the principal and plans for what it may see; throws when the root field is withheld. */
  async plan(principal: Principal, request: Pick<StreamRequest, 'requestId' | 'signal'>): Promise<Execution> {
    const execution = await plan(this.#operation, this.#variables, principal, request, this.context);
    checkRootGranted(execution);
    return execution;
  }
}

/** Plans a subscription; what refuses it, whoever asks, is thrown as a `GraphQLError`. */
export function planStream(request: StreamRequest, parts: EngineParts): StreamPlan {
  try {
    const operation = parts.operations.find(request.document, request.operationName);
    if (operation.parts.definition.operation !== 'subscription') throw notAStream();
    checkSubscriptionRoot(operation.parts);
    const coerced = coerceVariables(parts.apiSchema, operation.parts.definition, request.variables ?? {});
    if ('errors' in coerced) throw coerced.errors[0];
    return new StreamPlan(steady(parts), operation, unlessEmpty(coerced.values));
  } catch (thrown) {
    throw toGraphQLError(thrown, parts.report);
  }
}

/** The labels are chosen once, or one stream would change its upstream at random. */
function steady(parts: EngineParts): EngineParts {
  if (parts.overrideLabels.length === 0) return parts;
  const chosen = chooseOverrides(parts.overrideLabels, parts.chooseOverride);
  return { ...parts, chooseOverride: (label: string) => chosen.get(label) === true };
}

/** One object for all that have none. */
const NO_VARIABLES: StoreObject = Object.freeze(Object.create(null));
const unlessEmpty = (values: StoreObject): StoreObject => (Object.keys(values).length > 0 ? values : NO_VARIABLES);

function checkRootGranted({ variant, verdicts }: Execution): void {
  const withheld = variant.withheld.find(({ path }) => path.length === 1);
  const refusal = withheld && verdicts.get(withheld.selection);
  if (refusal) throw new GraphQLError(refusal.message, { path: withheld.path, originalError: refusal });
  if (!variant.plan) throw new UnplannableOperationError();
}

const notAStream = (): GraphQLError =>
  new GraphQLError('Only subscriptions can be streamed.', { extensions: { code: 'BAD_REQUEST' } });
