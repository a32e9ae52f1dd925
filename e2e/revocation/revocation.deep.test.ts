import { join } from 'node:path';
import { describe } from '@jest/globals';
import { itTurnsRed } from '../../platform/testing/sabotage.ts';
import { SABOTAGES } from './sabotage.ts';

describe('a guard that is taken out', () => {
  const file = join(import.meta.dirname, 'revocation.test.ts');
  itTurnsRed(SABOTAGES.map(([guard, cell]) => ({ guard, file, row: `holds ${cell}` })));
});
