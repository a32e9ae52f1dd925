import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withConnection } from '../../database/cluster/connect.ts';
import { SYSTEM_VIEWER } from '../../database/index.ts';
import { until } from '../../jobs/__tests__/jobs-database.ts';
import type { JobRun } from '../../jobs/index.ts';
import { startTestSubgraph, type TestSubgraph } from '../../testing/subgraph.ts';
import type { Kit, SubgraphDefinition } from '../index.ts';
import { notebook } from './notebook.subgraph.ts';

const runs: JobRun[] = [];
let kit: Kit;
let hub: TestSubgraph;
beforeAll(async () => {
  const definition: SubgraphDefinition = {
    ...notebook,
    start: async (given) => {
      kit = given;
      kit.jobs.every('archive', '0 4 1 * *', async () => {});
      return { services: {}, jobs: [{ name: 'remind', run: async (run: JobRun) => runs.push(run) }] };
    },
  };
  hub = await startTestSubgraph(definition);
});
afterAll(() => hub.stop());

const scheduled = () =>
  withConnection(hub.adminUrl, async (admin) => {
    const { rows } = await admin.query('select name, timezone from jobs.schedule order by name');
    return rows;
  });

describe('the jobs of a subgraph', () => {
  it('are its own and the upkeep of the log, by German time, soon after its start', async () => {
    await until(async () => (await scheduled()).length >= 3);
    const timezone = 'Europe/Berlin';
    expect(await scheduled()).toEqual([
      { name: 'archive', timezone },
      { name: 'log.idempotency', timezone },
      { name: 'log.partitions', timezone },
    ]);
  });

  it('take what an action leaves for later', async () => {
    const id = await hub.running.database.unitOfWork(SYSTEM_VIEWER, (work) =>
      kit.jobs.later(work, 'remind', { kind: 'DEADLINE' }),
    );
    await until(() => runs.length > 0);
    expect(runs).toMatchObject([{ id, data: { kind: 'DEADLINE' } }]);
  });
});
