import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';

/** Variables nested too deep. Stops at the limit, so that no nesting exhausts the stack. */
export function checkVariables(variables: unknown, limits: Limits): void {
  if (nestsDeeper(variables, limits.variablesDepth)) throw new OperationTooComplexError();
}

/** True when objects and lists stand more than `levels` deep inside this value. */
function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) =>
    levels > 0 ? nestsDeeper(inner, levels - 1) : typeof inner === 'object' && inner !== null,
  );
}
