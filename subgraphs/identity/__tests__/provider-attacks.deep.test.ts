import { join } from 'node:path';
import { describe } from '@jest/globals';
import { itTurnsRed } from '../../../platform/testing/sabotage.ts';
import { SABOTAGES } from './provider-sabotage.ts';

describe('a guard that is taken out', () => {
  const file = join(import.meta.dirname, 'provider-attacks.test.ts');
  itTurnsRed(SABOTAGES.map(([guard, row]) => ({ guard, file, row })));
});
