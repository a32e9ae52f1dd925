import { expect, it } from '@jest/globals';
import { toReference } from './reference.ts';

it('fills a reference up to six digits and lets it grow beyond', () => {
  const summer = new Date('2026-07-01T12:00:00Z');
  expect(toReference(123, summer)).toBe('2026-000123');
  expect(toReference(1_234_567, summer)).toBe('2026-1234567');
});

it('reckons the year in Berlin, where it begins an hour before that of UTC', () => {
  expect(toReference(1, new Date('2026-12-31T23:30:00Z'))).toBe('2027-000001');
});
