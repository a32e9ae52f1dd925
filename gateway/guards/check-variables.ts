import { BadRequestError, OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';

/**
 * Variables nested too deep, too many, or with a key that reaches into other objects. Stops at the limit, so that no
 * nesting exhausts the stack.
 */
export function checkVariables(variables: unknown, { variablesDepth, variableValues }: Limits): void {
  let left = variableValues;
  const visit = (value: unknown, levels: number): void => {
    if (--left < 0) throw new OperationTooComplexError();
    if (typeof value !== 'object' || value === null) return;
    if (levels < 0) throw new OperationTooComplexError();
    if (Array.isArray(value)) for (const item of value) visit(item, levels - 1);
    else for (const key of Object.keys(value)) visit(own(value, key), levels - 1);
  };
  visit(variables, variablesDepth);
}

/** Bodies are refused for such keys while they are read; a socket's messages are read by its protocol, and come here. */
function own(value: object, key: string): unknown {
  const inner = (value as Record<string, unknown>)[key];
  if (key === '__proto__' || (key === 'constructor' && hasPrototype(inner)))
    throw new BadRequestError('This request cannot be read.');
  return inner;
}

const hasPrototype = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
