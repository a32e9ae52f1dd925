import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { passingTypes } from './compile-rewrites.ts';
import type { RepresentationPart, RepresentationRecipe } from './plan-nodes.ts';
import type { SyntheticField } from './required-fields.ts';
import type { PlainRepresentation } from './walk.ts';

export interface RecipeContext {
  readonly schema: GraphQLSchema;
  readonly synthetics: ReadonlyMap<string, SyntheticField>;
  /** Whether a selection at this path of the representation belongs into it; splitting leaves the other group's out. */
  readonly keeps: (path: string) => boolean;
  /** The type of what stands at this path of the representation, where it is known without asking. */
  readonly typeAt: (path: string) => GraphQLObjectType | undefined;
}

/** Whoever reads a required object of several possible types must be able to tell which; the planner does not always say. */
const TYPENAME: RepresentationPart = {
  kind: 'field',
  from: '__typename',
  to: '__typename',
  nonNull: false,
  optional: true,
};

/** Compiles a fetch's `requires` into a recipe; private names of required fields become the real ones on the way. */
export function compileRepresentation(
  selections: readonly QueryPlanSelectionNode[],
  context: RecipeContext,
  parent?: string,
  path = '',
): RepresentationRecipe {
  return selections.flatMap((selection): RepresentationPart[] => {
    if (selection.kind === 'InlineFragment') {
      const condition = selection.typeCondition ?? parent;
      const parts = compileRepresentation(selection.selections, context, condition, path);
      if (condition === undefined) return [...parts];
      const types = passingTypes(context.schema, condition);
      const known = context.typeAt(path);
      return known && !types.has(known.name) ? [] : [{ kind: 'fragment', types, parts }];
    }
    const fieldPath = `${path}/${selection.name}`;
    if (!context.keeps(fieldPath)) return [];
    if (selection.name === '__typename') return [typename(context, parent, path)];
    const type = fieldType(context.schema, parent, selection.name);
    const below = type && getNamedType(type);
    const parts = selection.selections && compileRepresentation(selection.selections, context, below?.name, fieldPath);
    return [
      {
        kind: 'field',
        from: selection.name,
        to: context.synthetics.get(selection.name)?.name ?? selection.name,
        nonNull: type !== undefined && isNonNullType(type),
        parts: parts && isAbstractType(below) ? [TYPENAME, ...parts] : parts,
      },
    ];
  });
}

/** Where only one type can stand, objects need not say so. */
function typename({ schema, typeAt }: RecipeContext, parent: string | undefined, path: string): RepresentationPart {
  const condition = parent === undefined ? undefined : schema.getType(parent);
  const constant = typeAt(path)?.name ?? (isObjectType(condition) ? condition.name : undefined);
  return { kind: 'field', from: '__typename', to: '__typename', nonNull: false, constant };
}

/** What every representation has, if that is the same type for all and nothing but values. */
export function plainRepresentation(recipe: RepresentationRecipe): PlainRepresentation | undefined {
  const [only] = recipe;
  if (recipe.length !== 1 || only?.kind !== 'fragment') return undefined;
  const fields = only.parts.flatMap((part) => (part.kind === 'field' ? [part] : []));
  const typename = fields.find(({ to }) => to === '__typename')?.constant;
  const values = fields.filter(({ constant }) => constant === undefined);
  const isPlain = values.every(({ from, to, parts }) => !parts && from === to && !(from in Object.prototype));
  if (!isPlain || !typename || values.length === 0 || fields.length < only.parts.length) return undefined;
  return { typename, names: values.map(({ from }) => from) };
}

function fieldType(schema: GraphQLSchema, parent: string | undefined, name: string): GraphQLOutputType | undefined {
  const type = parent === undefined ? undefined : schema.getType(parent);
  return type && 'getFields' in type ? (type.getFields()[name]?.type as GraphQLOutputType | undefined) : undefined;
}
