import { isRecord, type JsonSchema } from '../json-schema.ts';

export interface SchemaNode {
  readonly schema: JsonSchema;
  /** JSON pointer below the service file. */
  readonly path: string;
  /** Part of a condition (`allOf`, `if`, `then`): it narrows a place that is described elsewhere. */
  readonly fragment: boolean;
}

/** Every schema inside a schema, itself first. The allowed keywords leave no other place for one. */
export function walkSchema(schema: JsonSchema, path = '/form/schema', fragment = false): SchemaNode[] {
  const inside = (child: unknown, name: string, part = fragment): SchemaNode[] =>
    isRecord(child) ? walkSchema(child as JsonSchema, `${path}/${name}`, part) : [];
  const each = (children: object | undefined, name: string, part = fragment): SchemaNode[] =>
    Object.entries(children ?? {}).flatMap(([key, child]) => inside(child, `${name}/${key}`, part));
  return [
    { schema, path, fragment },
    ...each(schema.properties, 'properties'),
    ...each(schema.$defs, '$defs'),
    ...inside(schema.items, 'items'),
    ...each(schema.allOf, 'allOf', true),
    ...inside(schema.if, 'if', true),
    ...inside(schema.then, 'then', true),
  ];
}
