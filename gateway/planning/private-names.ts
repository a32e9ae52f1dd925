/** Begins every response key that the engine invents for a client's selection. */
const ALIAS_PREFIX = '_a_';
/** Begins every variable that the engine renames. */
const VARIABLE_PREFIX = '_v_';

const OBJECT_NAMES = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Names that fetches use for themselves; a client's alias of that name must not get in their way. */
export interface ReservedNames {
  has(name: string): boolean;
}

/**
 * Pre-aliasing: the response key under which the engine fetches and stores a selection. A key that a fetch needs for
 * itself (keys, required fields, `__typename`), one that JavaScript objects treat specially, or one that already looks
 * private gets the prefix. Prefixing everything that starts with the prefix keeps the mapping reversible.
 */
export function internalKey(
  field: { readonly name: string; readonly alias?: string; readonly hasArguments: boolean },
  reserved: ReservedNames,
): string {
  const key = field.alias ?? field.name;
  if (key.startsWith(ALIAS_PREFIX) || OBJECT_NAMES.has(key)) return ALIAS_PREFIX + key;
  const differs = key !== field.name || field.hasArguments;
  return differs && (key.startsWith('_') || reserved.has(key)) ? ALIAS_PREFIX + key : key;
}

/** The key of a field in a call that several plans share, where its own means something else there. */
export const mergedKey = (key: string, at: number): string => `_m${at}_${key}`;

/** The client's response key behind an internal one; used for error paths. */
export const clientKey = (key: string): string => (key.startsWith(ALIAS_PREFIX) ? key.slice(ALIAS_PREFIX.length) : key);

/** A client's variable may be called like one that fetches use (`representations`) or like an object's own parts. */
export const internalVariable = (name: string): string =>
  name === 'representations' || name.startsWith('_') || name.startsWith('contextualArgument') || OBJECT_NAMES.has(name)
    ? VARIABLE_PREFIX + name
    : name;
