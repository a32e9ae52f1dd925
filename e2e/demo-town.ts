import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, escapeIdentifier } from 'pg';
import { SUBGRAPHS } from '../hub/subgraphs.ts';
import { withConnection, withServerLock } from '../platform/database/cluster/connect.ts';
import { migrate } from '../platform/database/index.ts';
import { cloneDatabase, type TestDatabase, templateDatabase, testCluster } from '../platform/testing/test-database.ts';
import type { SubgraphName } from '../platform/visa/index.ts';

export type TestDatabases = Readonly<Record<SubgraphName, TestDatabase>>;
type Templates = readonly (readonly [name: SubgraphName, template: string])[];

const ROOT = join(import.meta.dirname, '..');
/** Whatever may change what the seeding leaves behind. */
const SOURCES = [
  'subgraphs/**/*.{ts,yaml}',
  'platform/**/*.ts',
  'hub/**/*.ts',
  'sandbox/**/*.ts',
  'catalogue/**/*',
  'e2e/{databases,test-hub}.ts',
];

/** Six empty databases, cloned from the migrated templates that the tests of the subgraphs use too. */
export async function emptyDatabases(): Promise<TestDatabases> {
  const templates = SUBGRAPHS.map(async ({ name, entities, migrations }) => {
    const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
    return [name, await templateDatabase(name, key, (owner) => migrate(owner, entities, migrations))] as const;
  });
  return cloneAll(await Promise.all(templates));
}

/**
 * Six databases that hold the demo town (Musterstadt): `seed` fills empty ones, once a day and state of the sources; what
 * it leaves is kept as templates, and everybody gets clones.
 */
export async function demoDatabases(seed: (databases: TestDatabases) => Promise<void>): Promise<TestDatabases> {
  const key = seedKey();
  const templates = SUBGRAPHS.map(({ name }) => [name, `test_${name}_t_demo_${key}`] as const);
  await withConnection((await testCluster()).adminUrl, async (admin) => {
    if (await areReady(admin, templates)) return;
    await withServerLock(admin, `demo town ${key}`, async () => {
      if (!(await areReady(admin, templates))) await makeTemplates(admin, templates, seed);
    });
  });
  return cloneAll(templates);
}

/** Timetable and calendar begin today: yesterday's town is another one. */
function seedKey(): string {
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10));
  const files = globSync(SOURCES, { cwd: ROOT, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).filter((path) => !isTest(path));
  for (const path of paths.sort()) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 10);
}

const isTest = (path: string): boolean => /\.test\.ts$|__tests__|\/testing\//.test(path);

async function cloneAll(templates: Templates): Promise<TestDatabases> {
  const clones = templates.map(async ([name, template]) => [name, await cloneDatabase(template)] as const);
  return Object.fromEntries(await Promise.all(clones)) as TestDatabases;
}

const READY = `starts_with(shobj_description(oid, 'pg_database'), 'ready since ')`;

async function areReady(admin: Client, templates: Templates): Promise<boolean> {
  const names = templates.map(([, template]) => template);
  const { rowCount } = await admin.query(`select from pg_database where datname = any($1) and ${READY}`, [names]);
  return rowCount === names.length;
}

/** A seeded database becomes a template by its name; the mark comes last, so that a half-made set is made again. */
async function makeTemplates(
  admin: Client,
  templates: Templates,
  seed: (databases: TestDatabases) => Promise<void>,
): Promise<void> {
  const databases = await emptyDatabases();
  await seed(databases);
  for (const [name, template] of templates) {
    await admin.query(`drop database if exists ${escapeIdentifier(template)} with (force)`);
    await admin.query(
      `alter database ${escapeIdentifier(databases[name].name)} rename to ${escapeIdentifier(template)}`,
    );
  }
  const mark = `ready since ${new Date().toISOString()}`;
  for (const [, template] of templates)
    await admin.query(`comment on database ${escapeIdentifier(template)} is '${mark}'`);
}
