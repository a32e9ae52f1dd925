import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as uuidv4 } from 'uuid';
import { SYSTEM_VIEWER, sql } from '../database/index.ts';
import { notebook } from '../subgraph/__tests__/notebook.subgraph.ts';
import { startTestSubgraph, type TestSubgraph } from '../testing/subgraph.ts';

let hub: TestSubgraph;
beforeAll(async () => {
  hub = await startTestSubgraph(notebook);
});
afterAll(() => hub.stop());

describe('events of one unit of work', () => {
  it('stand in the log in the order in which they were published, whatever their subjects', async () => {
    const { database } = hub.running;
    const subjects = Array.from({ length: 8 }, () => uuidv4());
    await database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      for (const subject of subjects)
        work.publish(() => ({ subject, version: 1, kind: 'NOTE', state: '', parties: [subject], office: null }));
    });
    const rows = await database.reading(SYSTEM_VIEWER, (session) =>
      session.sql<{ subject: string }>(sql`select subject from event order by id`),
    );
    expect(rows.map(({ subject }) => subject)).toEqual(subjects);
  });
});
