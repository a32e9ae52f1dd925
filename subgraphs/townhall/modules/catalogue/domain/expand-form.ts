import { type Condition, toRequirement, toSchema } from './condition.ts';
import type { JsonSchema } from './json-schema.ts';
import type { FormField, FormStep, Texts } from './service.ts';

/** Building block (Baustein): a ready-made page with its part of the schema; fields are named from its own data. */
export interface Block {
  readonly key: string;
  /** Name of the block's data in the form, unless a step says `as`. */
  readonly property: string;
  readonly title: Texts;
  readonly intro?: Texts;
  readonly schema: JsonSchema;
  readonly fields: readonly FormField[];
}

/** Step as a service file writes it: with its own fields, or with the name of a block. */
export interface RawStep extends Partial<FormStep> {
  readonly key: string;
  readonly block?: string;
  readonly as?: string;
}

export interface RawForm {
  readonly schema?: JsonSchema;
  readonly steps: readonly RawStep[];
}

const EMPTY: JsonSchema = { type: 'object', additionalProperties: false, properties: {} };

/** Puts the building blocks into a form and writes each `needed` field as a rule into its schema. */
export function expandForm(form: RawForm, blocks: ReadonlyMap<string, Block>) {
  const steps = form.steps.map((step) => toStep(step, blocks));
  const schema = form.steps.reduce((whole, step) => addBlock(whole, step, blocks), form.schema ?? EMPTY);
  return { steps, schema: addNeeded(schema, steps) };
}

const propertyOf = (step: RawStep, block: Block): string => step.as ?? block.property;

function toStep(step: RawStep, blocks: ReadonlyMap<string, Block>): FormStep {
  const block = step.block === undefined ? undefined : blocks.get(step.block);
  const own = { key: step.key, ...(step.showIf && { showIf: step.showIf }) };
  const title = step.title ?? block?.title ?? { de: '', en: '', leicht: '' };
  const intro = step.intro ?? block?.intro;
  const fields = block ? block.fields.map((field) => inside(field, propertyOf(step, block))) : (step.fields ?? []);
  return { ...own, title, ...(intro && { intro }), fields };
}

const inside = (field: FormField, property: string): FormField => ({
  ...field,
  field: `${property}.${field.field}`,
  ...(field.showIf && { showIf: { ...field.showIf, field: `${property}.${field.showIf.field}` } }),
});

function addBlock(schema: JsonSchema, step: RawStep, blocks: ReadonlyMap<string, Block>): JsonSchema {
  const block = step.block === undefined ? undefined : blocks.get(step.block);
  if (!block) return schema;
  const name = propertyOf(step, block);
  // A page that is only shown sometimes cannot be required always: the rule is written below, with its condition.
  const required = step.showIf ? schema.required : [...(schema.required ?? []), name];
  const conditional = step.showIf ? [requiredWhen([step.showIf], name)] : [];
  return {
    ...schema,
    properties: { ...schema.properties, [name]: block.schema },
    ...(required && { required }),
    ...withRules(schema, conditional),
  };
}

function addNeeded(schema: JsonSchema, steps: readonly FormStep[]): JsonSchema {
  const rules = steps.flatMap((step) =>
    step.fields
      .filter((field) => field.needed && field.showIf && !field.field.includes('[]'))
      .map((field) => requiredWhen([step.showIf, field.showIf], field.field)),
  );
  return { ...schema, ...withRules(schema, rules) };
}

const withRules = (schema: JsonSchema, rules: readonly JsonSchema[]): { allOf?: readonly JsonSchema[] } =>
  rules.length === 0 ? {} : { allOf: [...(schema.allOf ?? []), ...rules] };

const requiredWhen = (conditions: readonly (Condition | undefined)[], path: string): JsonSchema => ({
  if: { allOf: conditions.filter((condition) => condition !== undefined).map(toSchema) },
  // biome-ignore lint/suspicious/noThenProperty: `then` is the keyword of JSON Schema, nobody awaits this object.
  then: toRequirement(path),
});
