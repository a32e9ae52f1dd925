import { BERLIN } from '../../../platform/time.ts';

const yearInBerlin = new Intl.DateTimeFormat('en', { timeZone: BERLIN, year: 'numeric' });

/** Case reference (Aktenzeichen): year of submission in Berlin and a running number, `2026-000123`. */
export const toReference = (number: number, submittedAt: Date): string =>
  `${yearInBerlin.format(submittedAt)}-${String(number).padStart(6, '0')}`;
