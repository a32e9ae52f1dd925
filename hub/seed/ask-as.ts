import type { GraphQLError } from 'graphql';
import { v7 as uuidv7 } from 'uuid';
import { makeVisa, type Principal, PUBLIC_PRINCIPAL, type SubgraphName } from '../../platform/visa/index.ts';
import type { LocalSubgraphs } from '../local-subgraphs.ts';

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

/** Speaks GraphQL to one subgraph as a principal: the demo comes into being through the same actions as real life. */
export async function askAs<Data>(
  subgraphs: LocalSubgraphs,
  name: SubgraphName,
  principal: Principal,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  const visa = makeVisa({ audience: name, issuer: 'gateway', principal });
  const call = { document, variables, visa, requestId: uuidv7() };
  const { data, errors } = await subgraphs.get(name).executor.execute(call);
  if (errors) throw new Error(`Seeding ${name} failed: ${(errors[0] as GraphQLError).message}`, { cause: errors[0] });
  return data as Data;
}
