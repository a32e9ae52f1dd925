import { createHash } from 'node:crypto';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { withConnection, withServerLock } from '../database/cluster/connect.ts';
import { withDatabase } from '../database/cluster/database-url.ts';
import { closeDatabase, closeSql, createDatabase } from '../database/cluster/provision-database.ts';
import { provisionRoles } from '../database/cluster/provision-roles.ts';
import { rolesOf, type SubgraphRoles } from '../database/cluster/role-names.ts';
import { derivePassword } from '../database/cluster/scram.ts';
import { invariant } from '../errors/hub-error.ts';
import { DAY } from '../time.ts';
import { cloneName } from './clone-names.ts';
import { testCluster } from './test-cluster.ts';

export { testCluster } from './test-cluster.ts';

const [PREFIX, SECRET] = ['test', 'secret of the tests'];
const READY = 'ready since ';

/** A database of one test file. `drop` it when done, after closing what is connected to it. */
export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The superuser's URL of this database: sees every row. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/**
 * The name of a migrated template, made once per content key and kept over runs. `name` is the subgraph's, or any other
 * lower-case word; `key` says what is in it (a hash of the migrations); `prepare` fills it as the owner and must close
 * its connections. Old templates of the same name go after a day.
 */
export async function templateDatabase(
  name: string,
  key: string,
  prepare: (ownerUrl: string) => Promise<void>,
): Promise<string> {
  const { adminUrl } = await testCluster();
  const template = `${PREFIX}_${name}_t_${createHash('sha256').update(key).digest('hex').slice(0, 10)}`;
  await withConnection(adminUrl, async (admin) => {
    if (await isReady(admin, template)) return;
    await withServerLock(admin, `template ${template}`, async () => {
      if (!(await isReady(admin, template))) await makeTemplate(admin, { adminUrl, template, name, prepare });
    });
    await dropOldTemplates(admin, name);
  });
  return template;
}

/** Copies a template, in about 30 ms, for one test file. */
export async function cloneDatabase(template: string): Promise<TestDatabase> {
  const { adminUrl } = await testCluster();
  const name = cloneName(template);
  const { owner, app } = await withConnection(adminUrl, async (admin) => {
    const roles = await rolesOfTemplate(admin, template);
    const [owner, app, clone] = [roles.owner, roles.app, name].map(escapeIdentifier) as [string, string, string];
    // Copying files is twice as fast as copying through the log, as long as nothing is synced to disk.
    await admin.query(
      `create database ${clone} template ${escapeIdentifier(template)} owner ${owner} strategy file_copy`,
    );
    await admin.query(closeSql(name, owner, app));
    return roles;
  });
  const drop = () => dropDatabase(adminUrl, name);
  return {
    name,
    ownerUrl: urlAs(adminUrl, name, owner),
    appUrl: urlAs(adminUrl, name, app),
    adminUrl: withDatabase(adminUrl, name),
    drop,
  };
}

interface TemplateOrder {
  adminUrl: string;
  template: string;
  name: string;
  prepare: (ownerUrl: string) => Promise<void>;
}

async function makeTemplate(admin: Client, { adminUrl, template, name, prepare }: TemplateOrder): Promise<void> {
  const roles = rolesOf(PREFIX, name);
  const ownerUrl = urlAs(adminUrl, template, roles.owner);
  await withServerLock(admin, 'provisioning', () => provisionRoles(admin, roles, SECRET));
  // What is there without the mark was left half done.
  await admin.query(`drop database if exists ${escapeIdentifier(template)} with (force)`);
  await createDatabase(admin, template, roles);
  await closeDatabase(ownerUrl, template, roles, '');
  await prepare(ownerUrl);
  const mark = READY + new Date().toISOString();
  await admin.query(`comment on database ${escapeIdentifier(template)} is ${escapeLiteral(mark)}`);
}

const COMMENT = `shobj_description(oid, 'pg_database')`;

async function isReady(admin: Client, template: string): Promise<boolean> {
  const { rowCount } = await admin.query(`select from pg_database where datname = $1 and starts_with(${COMMENT}, $2)`, [
    template,
    READY,
  ]);
  return rowCount === 1;
}

/** Not at once: a run of yesterday's code may be going on beside ours. */
async function dropOldTemplates(admin: Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ name: string; mark: string }>(
    `select datname as name, ${COMMENT} as mark from pg_database
      where starts_with(datname, $1) and starts_with(${COMMENT}, $2)`,
    [`${PREFIX}_${name}_t_`, READY],
  );
  const isOld = (mark: string) => Date.now() - Date.parse(mark.slice(READY.length)) > DAY;
  for (const { name: template } of rows.filter(({ mark }) => isOld(mark)))
    await admin.query(`drop database if exists ${escapeIdentifier(template)}`);
}

/** The owner of the template tells whose it is; the application's role has the sister name. */
async function rolesOfTemplate(admin: Client, template: string): Promise<SubgraphRoles> {
  const { rows } = await admin.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [template],
  );
  const [found] = rows;
  invariant(found, `template ${template} exists`);
  return { owner: found.owner, app: found.owner.replace(/_owner$/, '_app') };
}

const urlAs = (adminUrl: string, database: string, user: string): string =>
  withDatabase(adminUrl, database, { user, password: derivePassword(SECRET, user) });

const dropDatabase = (adminUrl: string, name: string): Promise<void> =>
  withConnection(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  });
