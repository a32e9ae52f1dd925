import { checkAliases } from './check-aliases.ts';
import { checkDepth } from './check-depth.ts';
import { checkDirectives } from './check-directives.ts';
import { checkFields } from './check-fields.ts';
import { checkNesting } from './check-nesting.ts';
import { checkRootFields } from './check-root-fields.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

export { checkBatch } from './check-batch.ts';
export { checkCost } from './check-cost.ts';
export { checkIntrospection, mayAskSchema } from './check-introspection.ts';
export { checkTokens } from './check-tokens.ts';
export { checkVariables } from './check-variables.ts';

type ShapeGuard = (shape: Shape, limits: Limits) => void;

/**
 * The guards (Wachen) on shape, in their order. Around them, cheap ones first: the body's size, `checkBatch`,
 * `checkVariables`, `checkTokens`, then parsing, then these, then `checkIntrospection`, and only then validation; at last
 * `checkCost`, which needs the schema. Of a text seen before only `checkVariables`, `checkIntrospection` and `checkCost` are left.
 */
export const SHAPE_GUARDS: readonly ShapeGuard[] = [
  checkDirectives,
  checkRootFields,
  checkDepth,
  checkNesting,
  checkAliases,
  checkFields,
];
