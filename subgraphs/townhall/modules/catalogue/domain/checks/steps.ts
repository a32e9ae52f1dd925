import { requiredPlaces, schemaAt } from '../form-path.ts';
import type { FormField } from '../service.ts';
import { type Check, doublesOf, found } from './check.ts';

/** Every field of a page exists in the form's schema. */
export const checkFieldsKnown: Check = ({ service: { form } }) =>
  form.steps.flatMap((step, index) =>
    found(
      'field-known',
      `/form/steps/${index}`,
      step.fields
        .filter(({ field }) => !schemaAt(form.schema, field))
        .map(({ field }) => `${field} is not in the schema of the form`),
    ),
  );

/** A field is asked for once. */
export const checkFieldsOnce: Check = ({ service: { form } }) =>
  found(
    'field-once',
    '/form/steps',
    doublesOf(form.steps.flatMap((step) => step.fields.map(({ field }) => field))).map(
      (f) => `${f} is asked for twice`,
    ),
  );

/** Whatever the schema requires is asked for, and always: a required field that may be hidden can never be filled in. */
export const checkRequiredShown: Check = ({ service: { form } }) => {
  const shown = new Set(form.steps.flatMap((step) => step.fields.map(({ field }) => field)));
  const hidden = new Set(
    form.steps.flatMap((step) => step.fields.filter((field) => step.showIf ?? field.showIf).map(({ field }) => field)),
  );
  const required = requiredPlaces(form.schema).map(({ path }) => path);
  return [
    ...found(
      'required-shown',
      '/form/steps',
      required.filter((f) => !shown.has(f)).map((f) => `${f} is required, but no page asks for it`),
    ),
    ...found(
      'required-shown',
      '/form/steps',
      required.filter((f) => hidden.has(f)).map((f) => `${f} is required, but may be hidden: use needed: true`),
    ),
  ];
};

/** Each value of an enumeration has its label in three languages, and no label is left over. */
export const checkOptions: Check = ({ service: { form } }) =>
  form.steps.flatMap((step, index) =>
    found(
      'options-named',
      `/form/steps/${index}`,
      step.fields.flatMap((field) => wrongOptions(field, schemaAt(form.schema, field.field)?.enum ?? [])),
    ),
  );

function wrongOptions({ field, options = {} }: FormField, values: readonly unknown[]): string[] {
  const names = values.map(String);
  return [
    ...names.filter((name) => !Object.hasOwn(options, name)).map((name) => `${field}: the value ${name} has no label`),
    ...Object.keys(options)
      .filter((name) => !names.includes(name))
      .map((name) => `${field}: the label ${name} has no value`),
  ];
}
