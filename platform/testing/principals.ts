import { v7 as uuidv7 } from 'uuid';
import { type Principal, PUBLIC_PRINCIPAL } from '../visa/index.ts';

/** Scopes a citizen's own portal session has. */
export const CITIZEN_SCOPES = [
  'openid',
  'profile',
  'mailbox',
  'cases',
  'payments',
  'accounts',
  'consents',
  'home',
  'favourites',
];

/** A citizen signed in through the portal; by default a new one, at level SUBSTANTIAL. */
export function citizen(fields: Partial<Principal> = {}): Principal & { citizenId: string } {
  const citizenId = fields.citizenId ?? uuidv7();
  return {
    ...PUBLIC_PRINCIPAL,
    kind: 'citizen',
    parties: [citizenId],
    authentication: 'SUBSTANTIAL',
    identityProof: 'SUBSTANTIAL',
    scopes: CITIZEN_SCOPES,
    client: 'portal',
    session: 'test',
    version: 1,
    ...fields,
    citizenId,
  };
}

/** A clerk of these offices. */
export const clerk = (offices: readonly number[], fields: Partial<Principal> = {}) =>
  citizen({ kind: 'staff', offices, scopes: ['openid', 'staff'], ...fields });

/** A partner app that acts for one citizen. */
export const partnerFor = (citizenId: string, fields: Partial<Principal> = {}) =>
  citizen({ citizenId, kind: 'partner', client: 'waste-app', scopes: ['openid', 'home'], purposes: [], ...fields });
