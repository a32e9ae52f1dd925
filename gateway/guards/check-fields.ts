import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

/** Fragments that spread each other twice double the operation with every line. */
export function checkFields(shape: Shape, limits: Limits): void {
  if (shape.fields > limits.fields) throw new OperationTooComplexError();
}
