import { BadUserInputError } from '../../../platform/errors/index.ts';
import type { Alarm } from '../modules/calendar/export/alarm.ts';

const MAX_DAYS_BEFORE = 7;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Checks a reminder (Erinnerung): 0 to 7 days before, a time of day.
 *
 * @throws BadUserInputError naming each field that misses its rule
 */
export function checkAlarm({ daysBefore, time }: Alarm): void {
  const isDay = daysBefore >= 0 && daysBefore <= MAX_DAYS_BEFORE;
  const problems = [
    ...(isDay ? [] : [{ path: '/alarm/daysBefore', rule: 'range' }]),
    ...(TIME.test(time) ? [] : [{ path: '/alarm/time', rule: 'format' }]),
  ];
  if (problems.length > 0)
    throw new BadUserInputError('A reminder comes 0 to 7 days before, at a time HH:MM.', { problems });
}
