import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { withConnection } from './connect.ts';
import type { SubgraphRoles } from './role-names.ts';

/**
 * Creates the database if it is missing. From the empty template and with the builtin locale, so that text sorts and
 * folds alike on every server, whatever the operator's default is.
 */
export async function createDatabase(admin: Client, database: string, { owner }: SubgraphRoles): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
  if (rowCount) return;
  await mayActAs(admin, owner);
  await admin.query(
    `create database ${escapeIdentifier(database)} owner ${escapeIdentifier(owner)}
       template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8'`,
  );
}

/** A database goes to an owner only from somebody who may act as her; a superuser always may, who made the role may say so. */
async function mayActAs(admin: Client, owner: string): Promise<void> {
  const { rows } = await admin.query<{ allowed: boolean }>(`select pg_has_role(current_user, $1, 'SET') as allowed`, [
    owner,
  ]);
  if (!rows[0]?.allowed)
    await admin.query(`grant ${escapeIdentifier(owner)} to current_user with set true, inherit false`);
}

/** As the owner: nobody but the subgraph's two roles comes in, and only the owner creates anything. */
export const closeDatabase = (ownerUrl: string, database: string, roles: SubgraphRoles, mark: string): Promise<void> =>
  withConnection(ownerUrl, async (client) => {
    const [owner, app] = [escapeIdentifier(roles.owner), escapeIdentifier(roles.app)];
    await client.query(`alter schema public owner to ${owner}; revoke create on schema public from public`);
    await client.query(closeSql(database, owner, app));
    await client.query(`comment on database ${escapeIdentifier(database)} is ${escapeLiteral(mark)}`);
  });

/** Rights on a database are not copied from its template, so clones need this as well. Takes quoted role names. */
export const closeSql = (database: string, owner: string, app: string): string =>
  `revoke all on database ${escapeIdentifier(database)} from public;
   grant connect on database ${escapeIdentifier(database)} to ${owner}, ${app}`;
