import type { CompiledRewrite, ContextRewrite, RewriteStep } from '../planning/plan-nodes.ts';
import type { Place } from './places.ts';
import { isPlainObject, mergeValues, own, type StoreObject } from './store.ts';

/** Applies rewrites to an object that belongs to the engine. `typename` is what the object is when it does not say so. */
export function applyRewrites(rewrites: readonly CompiledRewrite[], object: StoreObject, typename?: unknown): void {
  for (const rewrite of rewrites) visitAt(object, rewrite.steps, 0, typename, (found) => applyOne(rewrite, found));
}

function applyOne({ key, action }: CompiledRewrite, object: StoreObject): void {
  if (action.kind === 'set') {
    object[key] = action.value;
    return;
  }
  // Presence decides, not truth: 0, "" and false are values like any other.
  if (!Object.hasOwn(object, key)) return;
  // What an interface has and what its type has may be one object in two halves.
  object[action.to] = mergeValues(object[action.to], object[key]);
  delete object[key];
}

function visitAt(
  value: unknown,
  steps: readonly RewriteStep[],
  at: number,
  typename: unknown,
  visit: (object: StoreObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) visitAt(item, steps, at, typename, visit);
    return;
  }
  if (!isPlainObject(value)) return;
  const step = steps[at];
  if (!step) visit(value);
  else if (step.kind === 'field') visitAt(own(value, step.name), steps, at + 1, undefined, visit);
  else if (passes(step, own(value, '__typename') ?? typename)) visitAt(value, steps, at + 1, typename, visit);
}

/** An object that does not name its type is of the one type it can be. */
const passes = (step: RewriteStep & { kind: 'type' }, typename: unknown): boolean =>
  typeof typename !== 'string' || step.types.has(typename);

/** Values for contextual arguments (`@fromContext`) of an entity, read from its ancestors; undefined below others than those. */
export function readContext(rewrites: readonly ContextRewrite[], place: Place): StoreObject | undefined {
  const values: StoreObject = Object.create(null);
  for (const { up, steps, variable } of rewrites) {
    let ancestor: Place | undefined = place;
    for (let i = 0; i < up; i++) ancestor = ancestor?.up;
    const value = ancestor && valueAt(ancestor.object, steps);
    if (value !== undefined) values[variable] = value;
  }
  return rewrites.every(({ variable }) => variable in values) ? values : undefined;
}

function valueAt(object: StoreObject, steps: readonly RewriteStep[]): unknown {
  let value: unknown = object;
  for (const step of steps) {
    if (!isPlainObject(value)) return value === null ? null : undefined;
    if (step.kind === 'field') value = own(value, step.name);
    else if (!passes(step, own(value, '__typename'))) return undefined;
  }
  return value;
}
