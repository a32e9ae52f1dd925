import { sweepClones } from './sweep-clones.ts';
import { isTestClusterUp, stopTestCluster, testCluster } from './test-cluster.ts';
import { leaveRun } from './test-runs.ts';

/** After all tests: drops forgotten clones; the last run of this checkout stops the server and keeps its templates. */
export default async function globalTeardown(): Promise<void> {
  if (isTestClusterUp()) await sweepClones((await testCluster()).adminUrl);
  if (leaveRun()) await stopTestCluster();
}
