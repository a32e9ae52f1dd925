import type { FormProblem } from './problem.ts';

/** Limits of form data before any rule reads it (Größengrenzen). */
export const FORM_LIMITS = { bytes: 256 * 1024, depth: 20, nodes: 50_000, textLength: 20_000 } as const;

/** Names that reach into the prototype of a plain object; no form has a reason to use them. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Checks that a value is plain JSON of bounded size: nothing foreign, nothing deep, nothing that reaches a prototype.
 * Stops at the first problem, because everything after it is not worth reading.
 */
export function checkLimits(data: unknown): FormProblem[] {
  const open: Visit[] = [{ value: data, path: '', depth: 1 }];
  // Counted on the way: the same long text may stand in a thousand places, and writing it all out would be the attack.
  let letters = 0;
  for (let count = 0; open.length > 0; count++) {
    const visit = open.pop() as Visit;
    if (typeof visit.value === 'string') letters += visit.value.length;
    const problem = count > FORM_LIMITS.nodes || letters > FORM_LIMITS.bytes ? tooBig('') : checkNode(visit);
    if (problem) return [problem];
    open.push(...childrenOf(visit));
  }
  return Buffer.byteLength(JSON.stringify(data)) > FORM_LIMITS.bytes ? [tooBig('')] : [];
}

interface Visit {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

function checkNode({ value, path, depth }: Visit): FormProblem | undefined {
  if (depth > FORM_LIMITS.depth) return { path, rule: 'depth', message: `nested deeper than ${FORM_LIMITS.depth}` };
  if (typeof value === 'string') return value.length > FORM_LIMITS.textLength ? tooBig(path) : undefined;
  if (!isJson(value)) return { path, rule: 'json', message: `${path || 'the form'} is not a JSON value` };
  if (typeof value !== 'object' || value === null) return undefined;
  const names = Reflect.ownKeys(value);
  if (names.length > FORM_LIMITS.nodes) return tooBig(path);
  const forbidden = names.find((name) => typeof name === 'symbol' || FORBIDDEN_KEYS.has(name));
  return forbidden === undefined
    ? undefined
    : { path, rule: 'forbidden-key', message: `${path || 'the form'} holds a name that is not allowed` };
}

const tooBig = (path: string): FormProblem => ({ path, rule: 'size', message: `${path || 'the form'} is too large` });

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A list with holes would be written as full of nulls; only its length and its items are own keys of a real one.
  if (Array.isArray(value)) return Reflect.ownKeys(value).length === value.length + 1;
  return prototype === Object.prototype || prototype === null;
}

function childrenOf({ value, path, depth }: Visit): Visit[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, child]) => ({
    value: child,
    path: `${path}/${escapePointer(name)}`,
    depth: depth + 1,
  }));
}

/** One segment of a JSON pointer (RFC 6901 section 3), cut so that a made-up name cannot fill a log. */
export const escapePointer = (name: string): string => name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
