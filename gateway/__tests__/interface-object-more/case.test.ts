import { describe } from '@jest/globals';
import { answers } from '../answers.ts';
import { makeHub } from '../harness.ts';
import { questions, subgraphs } from './questions.ts';

describe('interface objects of several subgraphs', () => {
  answers(() => makeHub(subgraphs), questions);
});
