import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE } from '../../../platform/time.ts';
import { splitAnswersLikeWhole } from './compare.ts';

describe('a thousand graphs divided at random over subgraphs', () => {
  // The seed is another one each time and printed with a failure; STADTTOR_SEED repeats it.
  const seed = Number(process.env.STADTTOR_SEED ?? Date.now() % 2 ** 31);

  it(
    `answer whatever is asked as the same graphs in one piece do (seed ${seed})`,
    async () => {
      await fc.assert(splitAnswersLikeWhole({ operations: 8, largest: 4 }), { seed, numRuns: 1_000 });
    },
    30 * MINUTE,
  );
});
