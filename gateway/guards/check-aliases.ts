import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

/** The same costly field under many names. */
export function checkAliases(shape: Shape, limits: Limits): void {
  if (shape.aliases > limits.aliases || shape.introspectionAliases > limits.aliases)
    throw new OperationTooComplexError();
}
