import pg from 'pg';
import type { TestSubgraph } from '../../../platform/testing/subgraph.ts';

export interface LoggedEvent {
  kind: string;
  state: string;
  version: number;
  subject: string;
  data: object;
}

/** What the log says about a party, in the order of writing, read as the superuser. */
export async function eventsOf({ adminUrl }: TestSubgraph, party: string): Promise<LoggedEvent[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select kind, state, version, subject, data from event where party = $1 order by id',
      [party],
    );
    return rows;
  } finally {
    await client.end();
  }
}
