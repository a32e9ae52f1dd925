import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

/** Directives cost at validation already. */
export function checkDirectives(shape: Shape, limits: Limits): void {
  if (shape.directives > limits.directives) throw new OperationTooComplexError();
}
