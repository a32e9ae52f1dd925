import { createHmac } from 'node:crypto';
import type { Client } from 'pg';
import { withConnection, withServerLock } from './connect.ts';
import { withDatabase } from './database-url.ts';
import { closeDatabase, createDatabase } from './provision-database.ts';
import { provisionRoles } from './provision-roles.ts';
import { DEFAULT_PREFIX, databaseNameOf, rolesOf, VIEWER_ROLES } from './role-names.ts';
import { derivePassword } from './scram.ts';
import { checkServerVersion } from './server-version.ts';

export interface ProvisionOptions {
  /** A URL whose user may create roles and databases; a superuser or not. */
  adminUrl: string;
  subgraphs: readonly string[];
  /** The passwords of the login roles are derived from it: another secret changes them at the next start. */
  secret: string;
  /** Two hubs may share a server under different prefixes. Default: `stadttor`. */
  prefix?: string;
}

/** The two doors to one subgraph's database. Both URLs hold passwords: never log them. */
export interface SubgraphDatabase {
  /** For migrations. Owns everything, bypasses nothing. */
  readonly ownerUrl: string;
  /** For the running subgraph. Owns nothing; acts as `v_public` until a transaction sets another viewer role. */
  readonly appUrl: string;
}

/** Raise it when anything that provisioning does changes: databases of older releases are then done again. */
const PROVISION_VERSION = 1;

/**
 * Makes roles and databases of the subgraphs on one server, or repairs them. Doing it again changes nothing, and several
 * processes may do it at once. Throws DATABASE_UNREACHABLE or DATABASE_VERSION_UNSUPPORTED.
 */
export async function provision(options: ProvisionOptions): Promise<Record<string, SubgraphDatabase>> {
  await withConnection(options.adminUrl, async (admin) => {
    await checkServerVersion(admin);
    if ((await unfinished(admin, options)).length === 0) return;
    await withServerLock(admin, 'provisioning', async () => {
      // Whoever held the lock before us may have done it all.
      for (const subgraph of await unfinished(admin, options)) await provisionOne(admin, options, subgraph);
    });
  });
  return Object.fromEntries(options.subgraphs.map((subgraph) => [subgraph, urlsOf(options, subgraph)]));
}

async function provisionOne(admin: Client, options: ProvisionOptions, subgraph: string): Promise<void> {
  const { prefix = DEFAULT_PREFIX, secret } = options;
  const [roles, database] = [rolesOf(prefix, subgraph), databaseNameOf(prefix, subgraph)];
  await provisionRoles(admin, roles, secret);
  await createDatabase(admin, database, roles);
  // The mark is set last, so a crash on the way leaves a database that is done again.
  await closeDatabase(urlsOf(options, subgraph).ownerUrl, database, roles, markOf(options, subgraph));
}

/** Subgraphs whose database lacks the mark of this release and secret, or whose roles have rights they must not have. */
async function unfinished(admin: Client, options: ProvisionOptions): Promise<string[]> {
  const { prefix = DEFAULT_PREFIX, subgraphs } = options;
  const names = subgraphs.map((subgraph) => databaseNameOf(prefix, subgraph));
  const { rows } = await admin.query<{ name: string; mark: string | null }>(MARKS_OF_SOUND_DATABASES, [
    names,
    VIEWER_ROLES,
  ]);
  const marks = new Map(rows.map(({ name, mark }) => [name, mark]));
  return subgraphs.filter((subgraph) => marks.get(databaseNameOf(prefix, subgraph)) !== markOf(options, subgraph));
}

/** Sound: both logins and all viewer roles are there ($2 lists the latter) and none can leave row level security behind. */
const MARKS_OF_SOUND_DATABASES = `
  select datname as name, shobj_description(oid, 'pg_database') as mark from pg_database d
   where datname = any($1) and cardinality($2::text[]) + 2 = (
     select count(*) from pg_roles where rolname = any(array[d.datname || '_owner', d.datname || '_app'] || $2::text[])
        and not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication))`;

/** Everybody on the server can read it, so it says of the secret only whether it is still the same. */
function markOf({ secret, prefix = DEFAULT_PREFIX }: ProvisionOptions, subgraph: string): string {
  const seal = createHmac('sha256', secret)
    .update(`database mark ${databaseNameOf(prefix, subgraph)}`)
    .digest('hex');
  return `stadttor ${PROVISION_VERSION} ${seal.slice(0, 16)}`;
}

function urlsOf({ adminUrl, prefix = DEFAULT_PREFIX, secret }: ProvisionOptions, subgraph: string): SubgraphDatabase {
  const { owner, app } = rolesOf(prefix, subgraph);
  const urlAs = (user: string) =>
    withDatabase(adminUrl, databaseNameOf(prefix, subgraph), { user, password: derivePassword(secret, user) });
  return { ownerUrl: urlAs(owner), appUrl: urlAs(app) };
}
