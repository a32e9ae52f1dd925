import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { HOSTILE_OPERATIONS } from './operations.ts';
import { HOSTILE_REQUESTS } from './requests.ts';
import { HOSTILE_SOCKETS } from './sockets.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Where those are tested that need a hub, or stand in a title. */
const PLACES = [
  'gateway/__tests__/hostile/*.ts',
  'e2e/hostile/*.ts',
  'e2e/rights-table*.ts',
  'platform/subgraph/*.test.ts',
];

const numbers = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `${letter}${String(from + n).padStart(2, '0')}`);
/** P5 and P6 of the list of promises. */
const PROMISED = [
  ...numbers('Q', 1, 23),
  ...numbers('Q', 30, 42),
  ...numbers('Q', 50, 57),
  ...numbers('H', 1, 17),
  ...numbers('W', 1, 25),
];

it('every number of the promises has its case', () => {
  const texts = PLACES.flatMap((place) => globSync(place, { cwd: ROOT })).map((file) =>
    file.endsWith('numbers.test.ts') ? '' : readFileSync(join(ROOT, file), 'utf8'),
  );
  // A number in a comment is no case: in quotes it is the id of one, or begins a title.
  const found = new Set([...texts.join('\n').matchAll(/['` ,]([QHW]\d\d)\b(?=[^\n]*['`])/g)].map(([, id]) => id));
  expect(PROMISED.filter((id) => !found.has(id))).toEqual([]);
});

it('there are at least 120 over HTTP and 40 over sockets', () => {
  expect(HOSTILE_OPERATIONS.length + HOSTILE_REQUESTS.length).toBeGreaterThanOrEqual(120);
  expect(HOSTILE_SOCKETS.length).toBeGreaterThanOrEqual(40);
});
