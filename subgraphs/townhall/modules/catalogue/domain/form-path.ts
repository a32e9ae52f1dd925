import { type JsonSchema, ownValue, resolveRef } from './json-schema.ts';

/** Place in the form data (Feldpfad): `applicant.givenName`, `children[].birthDate`. */
export const toSegments = (path: string): string[] => path.split('.').flatMap((part) => splitArrayMark(part));

const splitArrayMark = (part: string): string[] => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]);

/** The schema a path leads to, or undefined when the form has no such place. */
export function schemaAt(root: JsonSchema, path: string): JsonSchema | undefined {
  let current: JsonSchema | undefined = resolveRef(root, root);
  for (const segment of toSegments(path)) {
    const next = segment === '[]' ? current?.items : ownValue(current?.properties, segment);
    current = next === undefined ? undefined : resolveRef(next as JsonSchema, root);
    if (!current) return undefined;
  }
  return current;
}

/** The value at a path without `[]`; undefined when a part of the way is missing. */
export function valueAt(data: unknown, path: string): unknown {
  return toSegments(path).reduce<unknown>(ownValue, data);
}

export interface RequiredPlace {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** Every place that has to be filled in: required leaves, and the required leaves inside required groups and lists. */
export function requiredPlaces(root: JsonSchema): RequiredPlace[] {
  return placesBelow(root, '', root, 0);
}

function placesBelow(schema: JsonSchema, prefix: string, root: JsonSchema, depth: number): RequiredPlace[] {
  if (depth > 10) return [];
  return (schema.required ?? []).flatMap((name) => {
    const child = resolveRef((ownValue(schema.properties, name) ?? {}) as JsonSchema, root);
    return child ? placesOf(child, prefix === '' ? name : `${prefix}.${name}`, root, depth) : [];
  });
}

function placesOf(schema: JsonSchema, path: string, root: JsonSchema, depth: number): RequiredPlace[] {
  if (schema.properties) return placesBelow(schema, path, root, depth + 1);
  const item = schema.items && resolveRef(schema.items, root);
  const inside = item?.properties ? placesBelow(item, `${path}[]`, root, depth + 1) : [];
  return [{ path, schema }, ...inside];
}
