import type { BookingType } from '../../domain/booking.ts';
import { choice, integer, text, time, url } from '../csv/kinds.ts';
import { optional, type RowOf, required, table } from '../csv/table.ts';

const bookingType = choice<BookingType>({ '0': 'REAL_TIME', '1': 'SAME_DAY', '2': 'PRIOR_DAYS' });
const minutes = integer(0, 525_600);
const days = integer(0, 366);

/** Booking rule (Anmelderegel); a row is a `BookingRule` of the domain with its texts and contacts. */
export const bookingRules = table(
  'booking_rules.txt',
  {
    ruleId: required(text, 'booking_rule_id'),
    type: required(bookingType, 'booking_type'),
    noticeMinMinutes: optional(minutes, 'prior_notice_duration_min'),
    noticeMaxMinutes: optional(minutes, 'prior_notice_duration_max'),
    lastDay: optional(days, 'prior_notice_last_day'),
    lastTime: optional(time, 'prior_notice_last_time'),
    startDay: optional(days, 'prior_notice_start_day'),
    startTime: optional(time, 'prior_notice_start_time'),
    noticeServiceId: optional(text, 'prior_notice_service_id'),
    message: optional(text, 'message'),
    pickupMessage: optional(text, 'pickup_message'),
    dropOffMessage: optional(text, 'drop_off_message'),
    phone: optional(text, 'phone_number'),
    infoUrl: optional(url, 'info_url'),
    bookingUrl: optional(url, 'booking_url'),
  },
  ['ruleId'],
);
export type BookingRuleRow = RowOf<typeof bookingRules>;
