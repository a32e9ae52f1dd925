/** What the fetches of one operation have brought so far. Null-prototype all the way down: any key is just a key. */
export type StoreObject = Record<string, unknown>;

export const newObject = (): StoreObject => Object.create(null);

/** A plain object, whoever made it: parsed JSON, graphql's null-prototype results, object literals. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || prototype?.constructor?.name === 'Object';
}

/** An object where the schema has fields: JSON and graphql make nothing but plain ones there. */
export const isComposite = (value: unknown): value is StoreObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own-property read: `constructor` of an answer is data or nothing, never JavaScript's. */
export const own = (object: object, key: string): unknown =>
  Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;

/** A deep copy. */
export function copyValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyValue);
  if (!isPlainObject(value)) return value;
  const copy = newObject();
  for (const key of Object.keys(value)) copy[key] = copyValue(value[key]);
  return copy;
}

/** Whether a type name is that of a concrete type, as opposed to an interface object's. */
export type IsConcrete = (typename: unknown) => boolean;

/**
 * Merges `source` into `target`: values win over nulls, lists of one length merge item by item, and a concrete
 * `__typename` is never replaced by the interface's name that an `@interfaceObject` subgraph gives. What `isOurs` becomes
 * part of the target as it is, anything else is copied.
 */
export function mergeInto(
  target: StoreObject,
  source: Readonly<Record<string, unknown>>,
  isConcrete: IsConcrete,
  isOurs: boolean,
): void {
  for (const key in source) {
    // Nothing is ever asked for under this name, and to set it would mean something else.
    if (key === '__proto__') continue;
    const value = source[key];
    if (key === '__typename' && isConcrete(target[key]) && !isConcrete(value)) continue;
    target[key] = merged(target[key], value, isConcrete, isOurs);
  }
}

/** The same for two values of one answer, which nobody else holds. */
export const mergeValues = (old: unknown, value: unknown): unknown => merged(old, value, () => false, true);

function merged(old: unknown, value: unknown, isConcrete: IsConcrete, isOurs: boolean): unknown {
  if (old === undefined || old === null) return isOurs ? value : copyValue(value);
  if (value === undefined || value === null) return old;
  if (Array.isArray(old) && Array.isArray(value)) {
    return old.length === value.length ? old.map((item, i) => merged(item, value[i], isConcrete, isOurs)) : old;
  }
  // A value of a scalar may be an object that belongs to a subgraph in this process.
  if (isPlainObject(old) && isPlainObject(value) && !Object.isFrozen(old)) {
    mergeInto(old, value, isConcrete, isOurs);
    return old;
  }
  return isOurs ? value : copyValue(value);
}
