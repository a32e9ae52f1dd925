import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { splitAnswersLikeWhole } from './compare.ts';

const SEED = 20261122;

describe('a graph divided at random over subgraphs', () => {
  it('answers whatever is asked as the same graph in one piece does', async () => {
    await fc.assert(splitAnswersLikeWhole(4, 2), { seed: SEED, numRuns: 100, endOnFailure: true });
  });
});
