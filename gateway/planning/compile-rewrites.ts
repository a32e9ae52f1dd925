import type { FetchDataKeyRenamer, FetchDataRewrite } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import { invariant } from '../../platform/errors/index.ts';
import type { CompiledRewrite, ContextRewrite, RewriteStep } from './plan-nodes.ts';

const TYPE_STEP = '... on ';

/** All type names that pass a condition: itself, and for an abstract type everything below it. */
export function passingTypes(schema: GraphQLSchema, condition: string): ReadonlySet<string> {
  const type = schema.getType(condition);
  const names = new Set([condition]);
  if (!isAbstractType(type)) return names;
  for (const possible of schema.getPossibleTypes(type)) names.add(possible.name);
  for (const candidate of Object.values(schema.getTypeMap()))
    if ('getInterfaces' in candidate && schema.isSubType(type, candidate)) names.add(candidate.name);
  return names;
}

export function compileRewrite(rewrite: FetchDataRewrite, schema: GraphQLSchema): CompiledRewrite {
  const key = rewrite.path.at(-1);
  invariant(key !== undefined, 'a rewrite ends in a field');
  const steps = rewrite.path.slice(0, -1).map((step) => toStep(step, schema));
  const action =
    rewrite.kind === 'ValueSetter'
      ? ({ kind: 'set', value: rewrite.setValueTo } as const)
      : ({ kind: 'rename', to: rewrite.renameKeyTo } as const);
  return { steps, key, action };
}

export function compileContextRewrite(rewrite: FetchDataKeyRenamer, schema: GraphQLSchema): ContextRewrite {
  const up = rewrite.path.findIndex((step) => step !== '..');
  return {
    up,
    steps: rewrite.path.slice(up).map((step) => toStep(step, schema)),
    variable: rewrite.renameKeyTo,
  };
}

const toStep = (step: string, schema: GraphQLSchema): RewriteStep =>
  step.startsWith(TYPE_STEP)
    ? { kind: 'type', types: passingTypes(schema, step.slice(TYPE_STEP.length)) }
    : { kind: 'field', name: step };
