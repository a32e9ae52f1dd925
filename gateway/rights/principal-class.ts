import { effectiveLevel, type Principal } from '../../platform/visa/index.ts';

const known = new WeakMap<Principal, string>();

/** Class (Gruppe) of a principal: everything that built-in rights read of her. Principals of one class see the same fields. */
export function principalClass(principal: Principal): string {
  const found = known.get(principal);
  if (found !== undefined) return found;
  const { kind, scopes, purposes } = principal;
  const made = JSON.stringify([kind, effectiveLevel(principal), [...scopes].sort(), [...purposes].sort()]);
  known.set(principal, made);
  return made;
}
