import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats, { type FormatName } from 'ajv-formats';
import { isIban } from './iban.ts';
import type { JsonSchema } from './json-schema.ts';

/** Formats a form may name. Each is linear in the length of the text. */
export const FORM_FORMATS = ['date', 'email', 'uuid', 'iban'] as const;
const LIBRARY_FORMATS: FormatName[] = ['date', 'email', 'uuid'];

/**
 * Compiles a form's schema. Strict, so that a misspelt keyword is an error and not silently ignored. Data stays as it
 * is: no defaults, no coercion, nothing removed. There is no loader for foreign references, and each form gets an
 * instance of its own, so that no schema can refer to another one's.
 */
export function compileForm(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    ownProperties: true,
    coerceTypes: false,
    useDefaults: false,
    removeAdditional: false,
    logger: false,
  });
  addFormats.default(ajv, { formats: LIBRARY_FORMATS, mode: 'full' });
  ajv.addFormat('iban', { type: 'string', validate: isIban });
  const validate = ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

/** The check compiles a form to see whether it can; the catalogue then uses the same one. */
const compiled = new WeakMap<JsonSchema, ValidateFunction>();
