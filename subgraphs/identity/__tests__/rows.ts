import pg from 'pg';
import type { TestSubgraph } from '../../../platform/testing/subgraph.ts';

/** Looks at rows behind row level security, as the superuser of the test database. */
export async function rows<Row extends object>({ adminUrl }: TestSubgraph, statement: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** How many people and sign-ins there are: refusals must not change it. */
export async function census(subgraph: TestSubgraph): Promise<string> {
  const [row] = await rows<{ census: string }>(
    subgraph,
    `select concat_ws(' ', (select count(*) from citizen), (select count(*) from linked_account),
      (select count(*) from session), (select count(*) from event)) as census`,
  );
  return row?.census ?? '';
}
