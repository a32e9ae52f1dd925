import { join } from 'node:path';
import { describe } from '@jest/globals';
import { itTurnsRed } from '../../../../../platform/testing/sabotage.ts';
import { SABOTAGES } from './attacks/sabotage.ts';

describe('a guard that is taken out', () => {
  itTurnsRed(
    SABOTAGES.map(([guard, file, row]) => ({
      guard,
      file: join(import.meta.dirname, `${file}.test.ts`),
      row: `holds ${row}:`,
    })),
  );
});
