import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { CatalogueProblem, CatalogueRule } from './problem.ts';
import { LANGUAGES } from './service.ts';

/** The written form of the files (Form der Dateien): `catalogue/schema/*.schema.json`, which editors use as well. */
const SCHEMA_FOLDER = join(import.meta.dirname, '../../../../../catalogue/schema');
export type ShapeName = 'service' | 'categories' | 'offices' | 'blocks';

const readSchema = (name: ShapeName): object =>
  JSON.parse(readFileSync(join(SCHEMA_FOLDER, `${name}.schema.json`), 'utf8'));

/** Problems of a file's written form. The schemas are compiled with the first file and then kept. */
export function checkShape(name: ShapeName, file: string, content: unknown): CatalogueProblem[] {
  compiled ??= compileShapes();
  const validate = compiled.getSchema(`urn:stadttor:catalogue:${name}`) as ValidateFunction;
  if (validate(content)) return [];
  return (validate.errors ?? []).filter(isTelling).map((error) => toProblem(file, error));
}

let compiled: Ajv2020 | undefined;

function compileShapes(): Ajv2020 {
  // strictTypes and strictRequired are about style: a condition in the middle of a schema need not repeat its surroundings.
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv, { formats: ['date', 'email'] });
  for (const name of ['service', 'categories', 'offices', 'blocks'] as const) ajv.addSchema(readSchema(name));
  return ajv;
}

/** `if`, `anyOf` and their like repeat what the inside says itself; only "both of two" has no inside to say it. */
const isTelling = ({ keyword, params }: ErrorObject): boolean =>
  keyword === 'oneOf' ? params.passingSchemas !== null : !['if', 'allOf', 'anyOf'].includes(keyword);

function toProblem(file: string, { instancePath, keyword, params, message }: ErrorObject): CatalogueProblem {
  const name = params.missingProperty ?? params.additionalProperty;
  const path = name === undefined ? instancePath : `${instancePath}/${name}`;
  return { file, path, rule: ruleOf(path), message: textOf(keyword, params, message) };
}

function ruleOf(path: string): CatalogueRule {
  if (LANGUAGES.some((language) => path.endsWith(`/${language}`))) return 'texts';
  return path === '/fee/purpose' ? 'purpose' : 'shape';
}

function textOf(keyword: string, params: Record<string, unknown>, message = 'does not fit'): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') return 'is not known here';
  if (keyword === 'oneOf') return 'takes one of two forms, not both';
  if (keyword === 'enum') return `must be one of ${String(params.allowedValues)}`;
  return message;
}
