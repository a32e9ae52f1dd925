import type { Principal } from '../../platform/visa/index.ts';
import { IntrospectionDisabledError } from './errors.ts';
import type { Shape } from './shape.ts';

/** In production the schema is for those who are signed in. `__typename` is no introspection. */
export function checkIntrospection({ usesIntrospection }: Shape, principal: Principal, isOpenToAll: boolean): void {
  if (usesIntrospection && !isOpenToAll && principal.kind === 'public') throw new IntrospectionDisabledError();
}
