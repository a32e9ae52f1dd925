import type { ImportLog } from '../import-log.ts';
import type { BookingRuleRow } from '../tables/booking-rules.ts';

/** Reports rules that do not say their deadline: they stay, and citizens are shown the phone number alone. */
export function checkBookingRules(rows: readonly BookingRuleRow[], log: ImportLog): void {
  for (const rule of rows) {
    const field = missingField(rule);
    if (!field) continue;
    const place = { file: 'booking_rules.txt', line: rule.line, field };
    log.warning('GTFS_BOOKING_RULE_INCOMPLETE', place, `A rule of type ${rule.type} needs ${field}.`);
  }
}

function missingField({ type, noticeMinMinutes, lastDay, lastTime }: BookingRuleRow): string | undefined {
  if (type === 'SAME_DAY') return noticeMinMinutes === null ? 'prior_notice_duration_min' : undefined;
  if (type !== 'PRIOR_DAYS') return undefined;
  if (lastDay === null) return 'prior_notice_last_day';
  return lastTime === null ? 'prior_notice_last_time' : undefined;
}
