import type { FeePart } from '../fee-rule.ts';
import { schemaAt } from '../form-path.ts';
import type { JsonSchema } from '../json-schema.ts';
import { type Check, found } from './check.ts';

/** A fee counts a bounded whole number, or knows an amount for every value of a choice. */
export const checkFee: Check = ({ service: { fee, form } }) =>
  (fee?.parts ?? []).flatMap((part, index) =>
    found('fee-field', `/fee/parts/${index}`, [...aboutTimes(part, form.schema), ...aboutOption(part, form.schema)]),
  );

function aboutTimes({ times }: FeePart, form: JsonSchema): string[] {
  if (times === undefined) return [];
  const schema = times.includes('[]') ? undefined : schemaAt(form, times);
  if (!schema) return [`${times} is not a single field of the form`];
  const bounded = schema.minimum !== undefined && schema.minimum >= 0 && schema.maximum !== undefined;
  return schema.type === 'integer' && bounded ? [] : [`${times} must be an integer with minimum 0 or more and maximum`];
}

function aboutOption({ option, amounts = {} }: FeePart, form: JsonSchema): string[] {
  if (option === undefined) return [];
  const values = (option.includes('[]') ? undefined : schemaAt(form, option))?.enum?.map(String);
  if (!values) return [`${option} is not a choice (enum) of the form`];
  return [
    ...values.filter((value) => !Object.hasOwn(amounts, value)).map((value) => `${option}: no amount for ${value}`),
    ...Object.keys(amounts)
      .filter((value) => !values.includes(value))
      .map((value) => `${option} can never be ${value}`),
  ];
}
