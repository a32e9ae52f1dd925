import { type Principal, PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';

const ALL_SCOPES = ['openid', 'profile', 'mailbox', 'cases', 'payments', 'accounts', 'consents', 'home', 'favourites'];

/** A citizen as the seeding speaks for her: signed in strongly through the portal. */
export const citizenPrincipal = (citizenId: string): Principal => ({
  ...PUBLIC_PRINCIPAL,
  kind: 'citizen',
  citizenId,
  parties: [citizenId],
  authentication: 'HIGH',
  identityProof: 'HIGH',
  scopes: ALL_SCOPES,
  client: 'portal',
  session: 'seed',
  version: 1,
});

/** A clerk of these offices. */
export const clerkPrincipal = (citizenId: string, offices: readonly number[]): Principal => ({
  ...citizenPrincipal(citizenId),
  kind: 'staff',
  offices,
  scopes: ['openid', 'staff'],
});
