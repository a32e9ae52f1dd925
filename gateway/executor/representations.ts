import type { RepresentationField, RepresentationRecipe } from '../planning/plan-nodes.ts';
import { isPlainObject, own, type StoreObject } from './store.ts';

/** Says that an object lacks what a representation needs; it is then left out, never sent in part. */
const INCOMPLETE = Symbol('incomplete');

/**
 * Representation (Stellvertreter): what identifies an entity toward another subgraph, plus the fields it requires.
 * Undefined when something needed is missing, or when there is nothing but nulls to identify it by.
 */
export function buildRepresentation(recipe: RepresentationRecipe, object: StoreObject): StoreObject | undefined {
  const representation: StoreObject = {};
  if (!fill(representation, recipe, object)) return undefined;
  return typeof representation.__typename === 'string' && identifies(representation) ? representation : undefined;
}

function fill(target: StoreObject, recipe: RepresentationRecipe, source: StoreObject): boolean {
  for (const part of recipe) {
    if (part.kind === 'fragment') {
      const typename = own(source, '__typename');
      const passes = typeof typename !== 'string' || part.types.has(typename);
      if (passes && !fill(target, part.parts, source)) return false;
      continue;
    }
    const stored = part.constant ?? own(source, part.from);
    if (stored === undefined && part.optional) continue;
    const value = toInput(part, stored, own(target, part.to));
    if (value === INCOMPLETE) return false;
    target[part.to] = value;
  }
  return true;
}

function toInput(field: RepresentationField, value: unknown, already: unknown): unknown {
  if (value === undefined) return INCOMPLETE;
  if (value === null) return field.nonNull ? INCOMPLETE : null;
  return field.parts ? toNested(field.parts, value, already) : value;
}

function toNested(parts: RepresentationRecipe, value: unknown, already: unknown): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const items = value.map((item, i) => toNested(parts, item, Array.isArray(already) ? already[i] : undefined));
    return items.includes(INCOMPLETE) ? INCOMPLETE : items;
  }
  if (!isPlainObject(value)) return INCOMPLETE;
  const nested: StoreObject = isPlainObject(already) ? already : {};
  return fill(nested, parts, value) ? nested : INCOMPLETE;
}

const identifies = (representation: StoreObject): boolean =>
  Object.keys(representation).some((key) => key !== '__typename' && holdsValue(representation[key]));

function holdsValue(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return isPlainObject(value) ? identifies(value) : value !== null;
}
