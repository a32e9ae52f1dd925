import type { AnyEntity, EntityName, MigrationObject } from '@mikro-orm/core';
import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { ormOptions } from './database.ts';

/** One step of a schema, named `0001-first-thing`; steps already run are never edited. */
export interface MigrationStep {
  readonly name: string;
  readonly statements: readonly string[];
}

const TABLE = 'mikro_orm_migrations';

/** Brings a database up to date as its owner. Costs one small query when there is nothing to do. */
export async function migrate(
  ownerUrl: string,
  entities: readonly EntityName<AnyEntity>[],
  steps: readonly MigrationStep[],
): Promise<void> {
  if (await isUpToDate(ownerUrl, steps)) return;
  const orm = await MikroORM.init({
    ...ormOptions(ownerUrl, entities, 1),
    extensions: [Migrator],
    migrations: { migrationsList: steps.map(toMigration), snapshot: false, tableName: TABLE, allOrNothing: true },
  });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}

const toMigration = ({ name, statements }: MigrationStep): MigrationObject => ({
  name,
  class: class extends Migration {
    override async up(): Promise<void> {
      for (const statement of statements) this.addSql(statement);
    }
  },
});

async function isUpToDate(ownerUrl: string, steps: readonly MigrationStep[]): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`select to_regclass('${TABLE}') is not null as made`);
    if (!rows[0].made) return false;
    const done = await client.query<{ name: string }>(`select name from ${TABLE}`);
    const names = new Set(done.rows.map(({ name }) => name));
    return steps.every(({ name }) => names.has(name));
  } finally {
    await client.end();
  }
}
