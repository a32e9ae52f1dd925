import { compileForm } from '../form-compiler.ts';
import type { JsonSchema } from '../json-schema.ts';
import { type Check, type Finding, found } from './check.ts';
import { type SchemaNode, walkSchema } from './walk-schema.ts';

/** Keywords a form may use: enough for every form so far, and nothing that could hide a pattern or a reference. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'title description type properties required additionalProperties items enum const allOf if then minItems maxItems uniqueItems minLength maxLength minimum maximum multipleOf pattern format $ref $defs'.split(
    ' ',
  ),
);

const MAX_LIST = 500;
const MAX_TEXT = 10_000;
/** Formats that fix the length of a text by themselves. */
const SHORT_FORMATS = new Set(['date', 'uuid']);

const everyNode =
  (rule: Finding['rule'], complaint: (node: SchemaNode) => string | undefined): Check =>
  ({ service }) =>
    walkSchema(service.form.schema).flatMap((node) => found(rule, node.path, [complaint(node)].filter(isText)));

const isText = (value: string | undefined): value is string => value !== undefined;

/** Only known keywords; then the whole must compile in strict mode. */
export const checkFormSchema: Check = (subject) => {
  const strange = everyNode('form-schema', ({ schema }) => {
    const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword));
    return unknown && `the keyword ${unknown} is not for forms`;
  })(subject);
  return strange.length > 0 ? strange : compileProblems(subject.service.form.schema);
};

function compileProblems(schema: JsonSchema): Finding[] {
  try {
    compileForm(schema);
    return [];
  } catch (error) {
    return found('form-schema', '/form/schema', [error instanceof Error ? error.message : String(error)]);
  }
}

/** References stay inside the form: nothing is ever loaded from elsewhere. */
export const checkLocalRefs = everyNode('local-ref', ({ schema }) =>
  schema.$ref === undefined || /^#\/\$defs\/[A-Za-z0-9]{1,60}$/.test(schema.$ref)
    ? undefined
    : `${schema.$ref}: a reference must begin with #/$defs/`,
);

/** A form takes what it asks for and nothing else, at every level. */
export const checkClosedObjects = everyNode('closed-object', ({ schema, fragment }) =>
  fragment || (schema.type !== 'object' && !schema.properties) || schema.additionalProperties === false
    ? undefined
    : 'an object needs additionalProperties: false',
);

/** Every text and every list has an end. */
export const checkBounds = everyNode('bounded', ({ schema, fragment }) => {
  if (fragment || schema.enum || schema.const !== undefined) return undefined;
  if (schema.type === 'array')
    return (schema.maxItems ?? Infinity) > MAX_LIST ? `a list needs maxItems, at most ${MAX_LIST}` : undefined;
  if (schema.type !== 'string' || SHORT_FORMATS.has(schema.format ?? '')) return undefined;
  return (schema.maxLength ?? Infinity) > MAX_TEXT ? `a text needs maxLength, at most ${MAX_TEXT}` : undefined;
});
