import { type Condition, valuesOf } from '../condition.ts';
import { schemaAt } from '../form-path.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { Service } from '../service.ts';
import { type Check, found } from './check.ts';

/** A condition names a single field of the form and compares it with values the field can have. */
export const checkConditions: Check = ({ service }) =>
  conditionsOf(service).flatMap(({ condition, path }) =>
    found('condition-field', path, complaintsAbout(condition, service.form.schema)),
  );

interface Placed {
  readonly condition: Condition;
  readonly path: string;
}

function conditionsOf({ form, documents, fee }: Service): Placed[] {
  const places: [Condition | undefined, string][] = [
    ...form.steps.map((step, s): [Condition | undefined, string] => [step.showIf, `/form/steps/${s}/showIf`]),
    ...form.steps.flatMap((step, s) =>
      step.fields.map((field): [Condition | undefined, string] => [field.showIf, `/form/steps/${s} ${field.field}`]),
    ),
    ...documents.map((rule, d): [Condition | undefined, string] => [rule.neededIf, `/documents/${d}/neededIf`]),
    [fee?.waivedIf, '/fee/waivedIf'],
    ...(fee?.parts ?? []).map((part, p): [Condition | undefined, string] => [part.when, `/fee/parts/${p}/when`]),
  ];
  return places.flatMap(([condition, path]) => (condition ? [{ condition, path }] : []));
}

function complaintsAbout(condition: Condition, form: JsonSchema): string[] {
  const { field } = condition;
  if (field.includes('[]')) return [`${field}: a condition cannot look into a list`];
  const schema = schemaAt(form, field);
  if (!schema) return [`${field} is not in the schema of the form`];
  if (condition.atLeast !== undefined) return isNumber(schema) ? [] : [`${field} is not a number`];
  return valuesOf(condition)
    .filter((value) => !canBe(schema, value))
    .map((value) => `${field} can never be ${String(value)}`);
}

const isNumber = ({ type }: JsonSchema): boolean => type === 'integer' || type === 'number';

function canBe(schema: JsonSchema, value: string | number | boolean): boolean {
  if (schema.enum) return schema.enum.includes(value);
  if (typeof value === 'number') return isNumber(schema);
  return schema.type === typeof value;
}
