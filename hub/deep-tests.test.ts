import { describe, expect, it } from '@jest/globals';
import { deepTests } from './deep-tests.ts';

const PATHS = [
  'subgraphs/payment/__tests__/crash.deep.test.ts',
  'gateway/__tests__/plans.deep.test.ts',
  'e2e/live.deep.test.ts',
];

describe('the choice of deep tests', () => {
  it('is all of them, in order, when no name is given', () => {
    expect(deepTests(PATHS, []).files).toEqual([...PATHS].sort());
  });

  it('goes by the file or by any folder around it', () => {
    expect(deepTests(PATHS, ['payment', 'live']).files).toEqual([PATHS[2], PATHS[0]]);
  });

  it('takes a name whole: half a name is unknown', () => {
    expect(deepTests(PATHS, ['pay', 'gateway'])).toMatchObject({ files: [PATHS[1]], unknown: ['pay'] });
  });

  it('tells which names there are', () => {
    expect(deepTests(PATHS, ['nothing']).names).toEqual([
      'crash',
      'e2e',
      'gateway',
      'live',
      'payment',
      'plans',
      'subgraphs',
    ]);
  });
});
