import { sweepClones } from './sweep-clones.ts';
import { isTestClusterUp, testCluster } from './test-cluster.ts';
import { enterRun } from './test-runs.ts';

/** Before all tests: starts nothing (the first test that needs a database does), and clears what dead runs left behind. */
export default async function globalSetup(): Promise<void> {
  enterRun();
  if (isTestClusterUp()) await sweepClones((await testCluster()).adminUrl);
}
