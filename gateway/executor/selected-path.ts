import { clientKey } from '../planning/private-names.ts';
import type { Shape } from './shape.ts';

/**
 * A path by internal keys as the client knows it: its own response keys, cut where the engine fetched something the client
 * did not ask for, so that an error never stands at a place that is not in the answer.
 */
export function toClientPath(path: readonly (string | number)[], shape: Shape): (string | number)[] {
  const known: (string | number)[] = [];
  let current: Shape | undefined = shape;
  for (const key of path) {
    if (typeof key === 'number' || key === '@') {
      known.push(key);
      continue;
    }
    const below: { readonly shape: Shape | undefined } | undefined = current?.below(key);
    if (!below) return known;
    known.push(clientKey(key));
    current = below.shape;
  }
  return known;
}

/** Whether the client asked for what lies at this path. */
export const isSelected = (path: readonly (string | number)[], shape: Shape): boolean =>
  toClientPath(path, shape).length === path.length;
