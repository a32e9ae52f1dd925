import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

/** Fragments in fragments and values in values: no field is added, but whoever reads them goes down with each. */
export function checkNesting({ nesting, valueDepth }: Shape, limits: Limits): void {
  if (nesting > limits.nesting || valueDepth > limits.valueDepth) throw new OperationTooComplexError();
}
