import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { emptyDatabases, type TestDatabases } from '../../e2e/demo-town.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../platform/visa/index.ts';
import { APP_ROLES, FUNCTIONS, GRANTS, POLICIES, RELATIONS } from './rls-catalogue.ts';

let databases: TestDatabases;
const clients = new Map<SubgraphName, Client>();

beforeAll(async () => {
  databases = await emptyDatabases();
  for (const name of SUBGRAPH_NAMES) {
    const client = new Client({ connectionString: databases[name].adminUrl });
    await client.connect();
    clients.set(name, client);
  }
}, 60_000);

afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await Promise.all(Object.values(databases ?? {}).map((database) => database.drop()));
});

const ask = async <Row extends object>(name: SubgraphName, sql: string): Promise<Row[]> =>
  (await (clients.get(name) as Client).query<Row>(sql)).rows;

/** Functions that run with their owner's rights: each reviewed, with a fixed search path, and for the hub alone. */
const REVIEWED_DEFINERS = new Set(['keep_event_partitions']);

interface Relation {
  name: string;
  kind: 'table' | 'view' | 'materialized view' | 'foreign table';
  enabled: boolean;
  forced: boolean;
  invoker: boolean;
}

interface Grant {
  name: string;
  grantee: string;
  privilege: string;
  /** A view has no rules of its own: its reader's on the tables below hold. */
  view: boolean;
}

interface Policy {
  name: string;
  policy: string;
  roles: string[];
  permissive: boolean;
  command: string;
  using: string;
  check: string | null;
}

describe.each(SUBGRAPH_NAMES)('the database of %s', (subgraph) => {
  it('protects every table that anybody may touch, against its owner too', async () => {
    const granted = new Set((await ask<Grant>(subgraph, GRANTS)).map(({ name }) => name));
    const tables = (await ask<Relation>(subgraph, RELATIONS)).filter(({ kind }) => kind === 'table');
    const open = tables.filter(({ name, enabled, forced }) => granted.has(name) && !(enabled && forced));
    expect(tables.length).toBeGreaterThan(5);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('gives rights on tables to the five kinds of viewers alone', async () => {
    const grants = await ask<Grant>(subgraph, GRANTS);
    const strange = grants.filter(({ grantee }) => !/^v_(citizen|staff|partner|system|public)$/.test(grantee));
    expect(strange).toEqual([]);
    expect(grants.filter(({ privilege }) => ['TRUNCATE', 'TRIGGER', 'REFERENCES'].includes(privilege))).toEqual([]);
  });

  it('has exactly one policy for each viewer with rights, and the same rule for what is written', async () => {
    const grants = await ask<Grant>(subgraph, GRANTS);
    const policies = await ask<Policy>(subgraph, POLICIES);
    const tables = grants.filter(({ view }) => !view);
    const expected = [...new Set(tables.map(({ name, grantee }) => `${name} ${grantee}`))].sort();
    expect(policies.map(({ name, roles }) => `${name} ${roles.join()}`).sort()).toEqual(expected);
    expect(policies.filter(({ using, check }) => using !== (check ?? using))).toEqual([]);
    expect(policies.filter(({ permissive, command }) => !permissive || command !== '*')).toEqual([]);
  });

  it('shows rows without a condition only to the hub, or of tables that nobody but the hub writes', async () => {
    const grants = await ask<Grant>(subgraph, GRANTS);
    const written = new Set(
      grants
        .filter(({ grantee, privilege }) => grantee !== 'v_system' && privilege !== 'SELECT')
        .map(({ name }) => name),
    );
    const boundless = (await ask<Policy>(subgraph, POLICIES)).filter(
      ({ using, roles }) => using === 'true' && !roles.includes('v_system'),
    );
    expect(boundless.filter(({ name }) => written.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('has no view that sees more than its reader', async () => {
    const relations = await ask<Relation>(subgraph, RELATIONS);
    expect(relations.filter(({ kind, invoker }) => kind === 'view' && !invoker)).toEqual([]);
    expect(relations.filter(({ kind }) => kind === 'materialized view' || kind === 'foreign table')).toEqual([]);
  });

  it('has no function that looks past row level security, beside the reviewed ones', async () => {
    const definers = await ask<{ name: string; fixed: boolean; callers: string[] }>(subgraph, FUNCTIONS);
    expect(definers.filter(({ name }) => !REVIEWED_DEFINERS.has(name))).toEqual([]);
    expect(definers.filter(({ fixed }) => !fixed)).toEqual([]);
    expect(definers.filter(({ callers }) => callers.join() !== 'v_system')).toEqual([]);
  });

  it('is used by roles that own nothing and cannot look past row level security', async () => {
    const roles = await ask<{ name: string; super: boolean; bypass: boolean; creates: boolean; owns: boolean }>(
      subgraph,
      APP_ROLES,
    );
    const app = new URL(databases[subgraph].appUrl).username;
    expect(roles.map(({ name }) => name)).toEqual(expect.arrayContaining(['v_citizen', 'v_staff', 'v_partner', app]));
    expect(roles.filter((role) => role.super || role.bypass || role.creates || role.owns)).toEqual([]);
  });
});

describe('the role of an application', () => {
  it('sees no row of a table before it says for whom it asks', async () => {
    const app = new Client({ connectionString: databases.townhall.appUrl });
    await app.connect();
    try {
      await expect(app.query('select 1 from case_file')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await app.end();
    }
  });

  it('may not become the owner, nor enter the database of another subgraph', async () => {
    const app = new Client({ connectionString: databases.townhall.appUrl });
    await app.connect();
    try {
      const owner = new URL(databases.townhall.ownerUrl).username;
      await expect(app.query(`set role ${app.escapeIdentifier(owner)}`)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await app.end();
    }
    const foreign = new URL(databases.townhall.appUrl);
    foreign.pathname = `/${databases.payment.name}`;
    const intruder = new Client({ connectionString: foreign.href });
    await expect(intruder.connect()).rejects.toMatchObject({ code: '42501' });
  });
});
