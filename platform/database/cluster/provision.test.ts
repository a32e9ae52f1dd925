import { afterEach, describe, expect, it } from '@jest/globals';
import { type Client, escapeIdentifier } from 'pg';
import { testCluster } from '../../testing/test-database.ts';
import { withConnection } from './connect.ts';
import { withDatabase } from './database-url.ts';
import { type ProvisionOptions, provision } from './provision.ts';
import { databaseNameOf, rolesOf } from './role-names.ts';
import { askOne } from './testing.ts';

const SUBGRAPHS = ['alpha', 'beta'];
const used: string[] = [];
let count = 0;

/** Roles belong to the whole server: each test has names of its own and takes them away again. */
async function ownOptions(): Promise<ProvisionOptions & { prefix: string }> {
  const { adminUrl } = await testCluster();
  const prefix = `p${process.pid}_${count++}`;
  used.push(prefix);
  return { adminUrl, subgraphs: SUBGRAPHS, secret: 'first secret', prefix };
}

afterEach(async () => {
  const { adminUrl } = await testCluster();
  for (const prefix of used.splice(0)) await withConnection(adminUrl, (admin) => removeAll(admin, prefix));
});

async function removeAll(admin: Client, prefix: string): Promise<void> {
  const databases = SUBGRAPHS.map((subgraph) => databaseNameOf(prefix, subgraph));
  for (const name of databases) await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  const roles = SUBGRAPHS.flatMap((subgraph) => Object.values(rolesOf(prefix, subgraph)));
  for (const role of [...roles, `${prefix}_admin`]) await admin.query(`drop role if exists ${escapeIdentifier(role)}`);
}

async function provisioned() {
  const options = await ownOptions();
  const { alpha, beta } = await provision(options);
  return { options, alpha: alpha ?? fail(), beta: beta ?? fail() };
}

const fail = (): never => {
  throw new Error('this subgraph was not provisioned');
};

describe('provisioning', () => {
  it('gives every subgraph a database that its owner owns', async () => {
    const { options, alpha, beta } = await provisioned();
    for (const [name, { ownerUrl }] of Object.entries({ alpha, beta })) {
      const owner = 'select datdba::regrole::text from pg_database where datname = current_database()';
      expect(await askOne(ownerUrl, owner)).toBe(`${options.prefix}_${name}_owner`);
      expect(await askOne(ownerUrl, `select nspowner::regrole::text from pg_namespace where nspname = 'public'`)).toBe(
        `${options.prefix}_${name}_owner`,
      );
    }
  });

  it('keeps data and answers the same the second time', async () => {
    const { options, alpha, beta } = await provisioned();
    await askOne(alpha.ownerUrl, 'create table kept as select 42 as answer');
    expect(await provision(options)).toEqual({ alpha, beta });
    expect(await askOne(alpha.ownerUrl, 'select answer from kept')).toBe(42);
  });

  it('may be done by several processes at once', async () => {
    const options = await ownOptions();
    const results = await Promise.all([1, 2, 3].map(() => provision(options)));
    expect(results[1]).toEqual(results[0]);
    expect(await askOne(results[2]?.beta?.appUrl ?? '', 'select 1')).toBe(1);
  });

  it('changes the passwords with the secret', async () => {
    const { options, alpha } = await provisioned();
    const renewed = await provision({ ...options, secret: 'second secret' });
    expect(await askOne(renewed.alpha?.appUrl ?? '', 'select 1')).toBe(1);
    await expect(askOne(alpha.appUrl, 'select 1')).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  });

  it('takes a right away that somebody gave to a role by hand', async () => {
    const { options } = await provisioned();
    const { app } = rolesOf(options.prefix, 'alpha');
    await askOne(options.adminUrl, `alter role ${app} bypassrls`);
    await provision(options);
    expect(await askOne(options.adminUrl, `select rolbypassrls from pg_roles where rolname = '${app}'`)).toBe(false);
  });

  it('needs no superuser: a user who may create roles and databases is enough', async () => {
    const options = await ownOptions();
    const admin = `${options.prefix}_admin`;
    const { adminUrl } = options;
    const viewers = 'v_citizen, v_staff, v_partner, v_system, v_public';
    // The viewer roles of this server belong to the superuser; on a server of one's own the user makes them herself.
    await provision({ ...options, subgraphs: ['beta'] });
    await askOne(adminUrl, `create role ${admin} login createrole createdb password 'of the admin'`);
    await askOne(adminUrl, `grant ${viewers} to ${admin} with admin true, inherit false, set false`);
    const url = withDatabase(adminUrl, 'postgres', { user: admin, password: 'of the admin' });
    const { alpha } = await provision({ ...options, adminUrl: url, subgraphs: ['alpha'] });
    expect(await askOne(alpha?.appUrl ?? '', 'select current_user::text')).toBe('v_public');
    await askOne(adminUrl, `drop database ${databaseNameOf(options.prefix, 'alpha')}`);
    await askOne(adminUrl, `drop owned by ${admin}`);
  });

  it('folds and sorts text alike on every server', async () => {
    const { alpha } = await provisioned();
    expect(await askOne(alpha.appUrl, `select lower('MÜLLGEBÜHR')`)).toBe('müllgebühr');
    expect(await askOne(alpha.appUrl, `select to_tsvector('german', 'MÜLLABFUHR')::text`)).toBe(`'mullabfuhr':1`);
    const sorted = `select string_agg(x, ' ' order by x collate "de-x-icu") from unnest(array['Zoo', 'Öl', 'Amt', 'Äpfel']) x`;
    expect(await askOne(alpha.appUrl, sorted)).toBe('Amt Äpfel Öl Zoo');
  });
});

describe('the application role', () => {
  it('acts as v_public until a transaction says otherwise, and again after it', async () => {
    const { alpha } = await provisioned();
    await withConnection(alpha.appUrl, async (app) => {
      const actingAs = async () => (await app.query('select current_user::text as role')).rows[0]?.role;
      expect(await actingAs()).toBe('v_public');
      await app.query('begin; set local role v_citizen');
      expect(await actingAs()).toBe('v_citizen');
      await app.query('commit');
      expect(await actingAs()).toBe('v_public');
      await app.query('reset role');
      expect(await actingAs()).toBe('v_public');
    });
  });

  it('sees no row that no policy shows to its viewer role, whatever it tries', async () => {
    const { alpha } = await provisioned();
    await withConnection(alpha.ownerUrl, (owner) => owner.query(TABLE_WITH_POLICY));
    await withConnection(alpha.appUrl, async (app) => {
      const count = async () => (await app.query('select count(*)::int from secret')).rows[0]?.count;
      expect(await count()).toBe(0);
      await app.query('set role v_citizen');
      expect(await count()).toBe(1);
      await app.query('set role v_system; set row_security = off');
      await expect(count()).rejects.toMatchObject({ code: '42501' });
      await app.query('set role none');
      await expect(count()).rejects.toMatchObject({ code: '42501' });
    });
  });

  it.each([
    ['create a table', 'create table x ()'],
    ['create a temporary table', 'create temporary table x ()'],
    ['create a schema', 'create schema x'],
    ['become the owner', 'set role $owner'],
    ['become the superuser', 'set role postgres'],
    ['create a role', 'create role x'],
    ['create a database', 'create database x'],
    ['give itself the right to bypass policies', 'alter role $app bypassrls'],
  ])('cannot %s', async (_what, statement) => {
    const { options, alpha } = await provisioned();
    const { owner, app } = rolesOf(options.prefix, 'alpha');
    const text = statement.replace('$owner', owner).replace('$app', app);
    await expect(askOne(alpha.appUrl, text)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot enter the database of another subgraph, nor can its owner', async () => {
    const { options, alpha } = await provisioned();
    for (const url of [alpha.appUrl, alpha.ownerUrl]) {
      const foreign = withDatabase(url, databaseNameOf(options.prefix, 'beta'));
      await expect(askOne(foreign, 'select 1')).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    }
  });

  it.each([
    ['transaction_timeout', '5s'],
    ['idle_in_transaction_session_timeout', '5s'],
    ['lock_timeout', '2s'],
    ['statement_timeout', '0'],
    ['timezone', 'UTC'],
  ])('works with %s %s', async (setting, value) => {
    const { alpha } = await provisioned();
    expect(await askOne(alpha.appUrl, `show ${setting}`)).toBe(value);
  });
});

describe('the owner role', () => {
  it('may act as v_system, for migrations of data, and as no other viewer', async () => {
    const { alpha } = await provisioned();
    await withConnection(alpha.ownerUrl, async (owner) => {
      await owner.query('set role v_system; reset role');
      await expect(owner.query('set role v_citizen')).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('is bound by forced policies itself', async () => {
    const { alpha } = await provisioned();
    await withConnection(alpha.ownerUrl, (owner) => owner.query(TABLE_WITH_POLICY));
    expect(await askOne(alpha.ownerUrl, 'select count(*)::int from secret')).toBe(0);
  });
});

const TABLE_WITH_POLICY = `
  create table secret (text text);
  insert into secret values ('hers');
  alter table secret enable row level security;
  alter table secret force row level security;
  create policy citizen on secret to v_citizen using (true);
  grant select on secret to v_citizen, v_public, v_system`;
