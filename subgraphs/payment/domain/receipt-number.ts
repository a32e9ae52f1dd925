import { BERLIN } from '../../../platform/time.ts';

/** Year of a booking, reckoned in Berlin. */
export const bookingYear = (now: Date): number =>
  Number(new Intl.DateTimeFormat('en', { timeZone: BERLIN, year: 'numeric' }).format(now));

/** Receipt number (Quittungsnummer): the year and a running number without gaps. */
export const toReceiptNumber = (year: number, count: number): string => `Q${year}-${String(count).padStart(7, '0')}`;
