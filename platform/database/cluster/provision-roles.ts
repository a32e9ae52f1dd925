import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { type SubgraphRoles, VIEWER_ROLES } from './role-names.ts';
import { derivePassword, scramVerifier } from './scram.ts';

/** Session settings of both logins: the hub decides them, not the server it happens to run on. */
const COMMON = { timezone: 'UTC', jit: 'off', client_connection_check_interval: '500ms' };

/** The application never holds a transaction for long, and a fresh connection sees what everybody may see. */
const APP = {
  ...COMMON,
  role: 'v_public',
  transaction_timeout: '5s',
  idle_in_transaction_session_timeout: '5s',
  lock_timeout: '2s',
};

/** Creates or repairs the roles of one subgraph, and the viewer roles they share. */
export async function provisionRoles(admin: Client, { owner, app }: SubgraphRoles, secret: string): Promise<void> {
  for (const role of VIEWER_ROLES) await ensureRole(admin, role);
  for (const role of [owner, app]) {
    await ensureRole(admin, role);
    await setPassword(admin, role, derivePassword(secret, role));
  }
  // Set, not inherit: the application has no right of its own, only those of the role it acts as.
  await admin.query(`grant ${VIEWER_ROLES.join(', ')} to ${escapeIdentifier(app)} with set true, inherit false`);
  // Migrations of data run under the policies too, as the hub itself.
  await admin.query(`grant v_system to ${escapeIdentifier(owner)} with set true, inherit false`);
  await applySettings(admin, owner, COMMON);
  await applySettings(admin, app, APP);
}

/** Creates the role without any right; takes dangerous attributes away from one that somebody gave them to. */
async function ensureRole(admin: Client, role: string): Promise<void> {
  const { rows } = await admin.query<{ dangerous: boolean }>(
    `select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as dangerous
       from pg_roles where rolname = $1`,
    [role],
  );
  const name = escapeIdentifier(role);
  if (rows.length === 0) await admin.query(`create role ${name} noinherit`);
  if (rows[0]?.dangerous)
    await admin.query(`alter role ${name} nosuperuser nobypassrls nocreatedb nocreaterole noreplication`);
}

const setPassword = (admin: Client, role: string, password: string) =>
  admin.query(`alter role ${escapeIdentifier(role)} login password ${escapeLiteral(scramVerifier(password))}`);

async function applySettings(admin: Client, role: string, settings: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(settings))
    await admin.query(`alter role ${escapeIdentifier(role)} set ${name} = ${escapeLiteral(value)}`);
}
