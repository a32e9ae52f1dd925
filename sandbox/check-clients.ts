import type { SandboxClient } from './clients.ts';

/** Checks the clients at start; throws naming the client and what it lacks, instead of refusing its first request. */
export function checkClients(clients: readonly SandboxClient[]): void {
  const seen = new Set<string>();
  for (const client of clients) {
    const problem = seen.has(client.clientId) ? 'is listed twice' : findProblem(client);
    if (problem) throw new Error(`Client ${client.clientId ?? 'without clientId'}: ${problem}.`);
    seen.add(client.clientId);
  }
}

function findProblem({ clientId, clientSecret, publicKeys, signIn, saml, payment }: SandboxClient): string | undefined {
  if (typeof clientId !== 'string' || clientId === '') return 'clientId is missing';
  if (signIn && !clientSecret && !publicKeys?.length) return 'signIn needs clientSecret or publicKeys';
  if (signIn && !signIn.redirectUris?.length) return 'signIn needs redirectUris';
  if (saml && !/^https:\/\/[^/:]+(\/|$)/.test(saml.entityId)) return 'saml needs an https entityId without port';
  if (payment && !clientSecret) return 'payment needs clientSecret';
  return undefined;
}
