import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { TestSubgraph } from '../../../platform/testing/subgraph.ts';

const PATIENCE_MS = 10_000;

/** Repeats an expectation until it holds; fails with its last reason. For what follows by itself. */
export async function eventually<Result>(check: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await setTimeout(20);
    }
  }
}

/** Rows behind row level security, as a superuser sees them. */
export async function rowsOf<Row extends object>(
  { adminUrl }: Pick<TestSubgraph, 'adminUrl'>,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
