import { valueAt } from './form-path.ts';
import type { JsonSchema } from './json-schema.ts';

export type ConditionValue = string | number | boolean;

/** Condition over form data (Bedingung): one field, one comparison; a field that is not filled in never meets it. */
export interface Condition {
  /** Path without `[]`. */
  readonly field: string;
  readonly is?: ConditionValue;
  readonly in?: readonly ConditionValue[];
  readonly atLeast?: number;
}

export function holds(condition: Condition | undefined, data: unknown): boolean {
  if (!condition) return true;
  const value = valueAt(data, condition.field);
  if (condition.atLeast !== undefined) return typeof value === 'number' && value >= condition.atLeast;
  return valuesOf(condition).some((allowed) => allowed === value);
}

/** The values that meet a condition; empty for a comparison by size. */
export const valuesOf = (condition: Condition): readonly ConditionValue[] =>
  condition.in ?? (condition.is === undefined ? [] : [condition.is]);

/** The same condition as JSON Schema, so that partner apps check a form with the schema alone. */
export function toSchema(condition: Condition): JsonSchema {
  const leaf: JsonSchema =
    condition.atLeast === undefined
      ? { enum: valuesOf(condition) }
      : ({ type: 'number', minimum: condition.atLeast } as JsonSchema);
  return wrap(condition.field.split('.'), leaf);
}

/** A schema that asks for the field to be there. */
export const toRequirement = (path: string): JsonSchema => wrap(path.split('.'), {});

const wrap = (segments: readonly string[], leaf: JsonSchema): JsonSchema =>
  segments.reduceRight<JsonSchema>(
    (inner, name) => ({ type: 'object', required: [name], properties: { [name]: inner } }),
    leaf,
  );
