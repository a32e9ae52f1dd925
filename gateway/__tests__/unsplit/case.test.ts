import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE } from '../../../platform/time.ts';
import { splitAnswersLikeWhole } from './compare.ts';

describe('a graph divided at random over subgraphs', () => {
  it(
    'answers whatever is asked as the same graph in one piece does',
    async () => {
      await fc.assert(splitAnswersLikeWhole({ operations: 4, largest: 3 }), { seed: 20261122, numRuns: 100 });
    },
    5 * MINUTE,
  );
});
