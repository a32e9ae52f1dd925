import { GraphQLError, type GraphQLSchema } from 'graphql';
import { UnplannableOperationError } from '../planning/errors.ts';
import { appliesTo } from '../planning/operation-parts.ts';
import { clientKey } from '../planning/private-names.ts';
import type { FieldStep } from '../planning/unplanned-fields.ts';
import { isPlainObject, own, type StoreObject } from './store.ts';

/** One error for each field that no plan brings and that an object of the answer should have; `@` stands for list indexes. */
export function unplannedErrors(
  ways: readonly (readonly FieldStep[])[],
  store: StoreObject,
  schema: GraphQLSchema,
): GraphQLError[] {
  if (ways.length === 0) return [];
  const { message, code } = new UnplannableOperationError();
  const paths = ways.flatMap((way) => {
    const ends = new Set<number>();
    follow(store, way, 0, schema, ends);
    return [...ends].map((end) => pathOf(way.slice(0, end + 1)));
  });
  const distinct = new Map(paths.map((path) => [JSON.stringify(path), path]));
  return [...distinct.values()].map((path) => new GraphQLError(message, { path, extensions: { code } }));
}

/** Finds the step at which something that should be there is not. */
function follow(value: unknown, way: readonly FieldStep[], at: number, schema: GraphQLSchema, ends: Set<number>): void {
  if (Array.isArray(value)) for (const item of value) follow(item, way, at, schema, ends);
  const step = way[at];
  if (!step || !isPlainObject(value)) return;
  const typename = own(value, '__typename');
  const type = typeof typename === 'string' ? schema.getType(typename) : undefined;
  if (type && !appliesTo(schema, step.on, type)) return;
  const next = own(value, step.key);
  if (next === undefined) ends.add(at);
  else follow(next, way, at + 1, schema, ends);
}

const pathOf = (way: readonly FieldStep[]): string[] =>
  way.flatMap(({ key, lists }, i) => [clientKey(key), ...Array<string>(i === way.length - 1 ? 0 : lists).fill('@')]);
