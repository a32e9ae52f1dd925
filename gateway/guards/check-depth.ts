import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

/** Fields nested too deep; introspection nests deeper by nature and has a bound of its own. */
export function checkDepth(shape: Shape, limits: Limits): void {
  if (shape.depth > limits.depth || shape.introspectionDepth > limits.introspectionDepth)
    throw new OperationTooComplexError();
}
