import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type HubError, toGraphQLError, type UnknownErrorReport } from '../../platform/errors/index.ts';
import type { GoneSignal } from '../../platform/gone.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { HubResult } from '../engine.ts';
import { UnplannableOperationError } from '../planning/errors.ts';
import { internalVariable } from '../planning/private-names.ts';
import { Deadline } from '../resilience/deadline.ts';
import type { Verdicts } from '../rights/judge-operation.ts';
import type { RequestWatch } from '../telemetry/request-watch.ts';
import type { Transports } from '../transports/transport.ts';
import type { CompiledOperation, Variant } from './compiled-operation.ts';
import { Completion } from './complete.ts';
import { runIntrospection } from './introspection.ts';
import type { MaskFields } from './masks.ts';
import type { Run } from './run.ts';
import { runSteps } from './run-steps.ts';
import { type IsConcrete, newObject, type StoreObject } from './store.ts';
import { unplannedErrors } from './unplanned.ts';

/** What every execution of this engine shares. */
export interface ExecutionContext {
  readonly apiSchema: GraphQLSchema;
  readonly transports: Transports;
  readonly isConcrete: IsConcrete;
  readonly report: (unknown: UnknownErrorReport) => void;
  /** Longest time for one request, over all its calls. */
  readonly requestTimeoutMs: number;
  readonly maskFields?: MaskFields;
}

/** One execution: an operation under its variant, for one principal. */
export interface Execution {
  readonly operation: CompiledOperation;
  readonly variant: Variant;
  readonly verdicts: Verdicts;
  /** Coerced, by the client's names. */
  readonly variables: StoreObject;
  readonly principal: Principal;
  readonly requestId: string;
  readonly signal?: GoneSignal;
  readonly watch?: RequestWatch;
}

/** Runs a planned query or mutation and completes its answer. */
export async function executeVariant(execution: Execution, context: ExecutionContext): Promise<HubResult> {
  const { plan } = execution.variant;
  if (!plan) return { data: null, errors: [toGraphQLError(new UnplannableOperationError(), context.report)] };
  const run = newRun(execution, context);
  await runSteps(plan.steps, run);
  const span = execution.watch?.trace?.child('complete');
  const result = completeRun(run, execution, context);
  span?.end();
  return result;
}

/** A fresh run; the withheld fields' errors stand in it from the start. */
export function newRun(execution: Execution, context: ExecutionContext): Run {
  const { principal, requestId, signal, watch, variant, variables } = execution;
  const { transports, isConcrete, report, requestTimeoutMs } = context;
  return {
    transports,
    principal,
    requestId,
    signal,
    watch,
    deadline: new Deadline(requestTimeoutMs),
    variables: internalVariables(variables),
    store: newObject(),
    distinct: new Map(),
    completed: new Map(),
    errors: withheldErrors(execution, context),
    failures: [],
    shape: variant.shape,
    isConcrete,
    report,
  };
}

/** Completes what a run has brought. */
export function completeRun(
  run: Run,
  { operation, variant, variables, principal }: Execution,
  context: ExecutionContext,
): HubResult {
  const { errors, shape, store } = run;
  for (const report of run.failures) report();
  errors.push(...unplannedErrors(variant.unplanned, store, context.apiSchema));
  const introspection = runIntrospection(variant.introspection, context.apiSchema, variables, errors);
  const masks = context.maskFields?.(principal);
  const completion = new Completion(context.apiSchema, errors, introspection, run.completed, masks);
  const data = completion.root(shape, operation.parts.rootType, store);
  return errors.length > 0 ? { data, errors } : { data };
}

/** One error for each withheld selection. */
function withheldErrors({ variant, verdicts }: Execution, { report }: ExecutionContext): GraphQLError[] {
  return variant.withheld.map(({ path, selection }) => {
    const { message, extensions } = toGraphQLError(verdicts.get(selection) as HubError, report);
    return new GraphQLError(message, { path, extensions });
  });
}

/** Variables by the names that fetches use. */
export function internalVariables(variables: StoreObject): StoreObject {
  const internal = newObject();
  for (const name of Object.keys(variables)) internal[internalVariable(name)] = variables[name];
  return internal;
}
