import { invariant } from '../../errors/hub-error.ts';

/** One role per kind of principal; the application acts as one of them and owns nothing. They are the same for all subgraphs. */
export const VIEWER_ROLES = ['v_citizen', 'v_staff', 'v_partner', 'v_system', 'v_public'] as const;

export const DEFAULT_PREFIX = 'stadttor';

/** Names of what one subgraph has on the server. */
export interface SubgraphRoles {
  /** Owns the database, runs migrations. */
  readonly owner: string;
  /** What the running subgraph signs in as; acts as `v_public` until it says otherwise. */
  readonly app: string;
}

export const rolesOf = (prefix: string, subgraph: string): SubgraphRoles => ({
  owner: `${databaseNameOf(prefix, subgraph)}_owner`,
  app: `${databaseNameOf(prefix, subgraph)}_app`,
});

export function databaseNameOf(prefix: string, subgraph: string): string {
  const name = `${prefix}_${subgraph}`;
  // The longest suffix, `_owner`, must still fit into PostgreSQL's 63 bytes.
  invariant(/^[a-z][a-z0-9_]{0,56}$/.test(name), `"${name}" is a lower-case name of at most 57 letters`);
  return name;
}
