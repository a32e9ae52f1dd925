import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

/** Each root field is at least one call. */
export function checkRootFields(shape: Shape, limits: Limits): void {
  if (shape.rootFields > limits.rootFields) throw new OperationTooComplexError();
}
