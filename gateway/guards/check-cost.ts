import { amountOf, type Cost } from './cost.ts';
import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';

/** Lists in lists, and pages larger than anybody reads. */
export function checkCost(
  cost: Cost,
  variables: Readonly<Record<string, unknown>> | null | undefined,
  limits: Limits,
): void {
  if (amountOf(cost, variables ?? {}) > limits.cost) throw new OperationTooComplexError();
}
