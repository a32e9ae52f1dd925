import type { Principal } from '../../platform/visa/index.ts';
import { IntrospectionDisabledError } from './errors.ts';
import type { Shape } from './shape.ts';

/** In production the schema is for those who are signed in. */
export const mayAskSchema = ({ kind }: Principal, isOpenToAll: boolean): boolean => isOpenToAll || kind !== 'public';

/** `__typename` is no introspection. */
export function checkIntrospection({ usesIntrospection }: Shape, principal: Principal, isOpenToAll: boolean): void {
  if (usesIntrospection && !mayAskSchema(principal, isOpenToAll)) throw new IntrospectionDisabledError();
}
