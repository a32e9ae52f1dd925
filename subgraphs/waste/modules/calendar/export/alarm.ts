/** Reminder (Erinnerung): so many days before the collection at that time of day. The evening before: 1 day, 19:00. */
export interface Alarm {
  /** 0 (the day itself) to 7. */
  daysBefore: number;
  /** `HH:MM`, Berlin time. */
  time: string;
}

const DAY_MINUTES = 24 * 60;
const HOUR_MINUTES = 60;

/**
 * TRIGGER (RFC 5545 section 3.8.6.3) relative to the start, which for whole days is 00:00 of the reader's zone:
 * one day before at 19:00 is `-PT5H`, the day itself at 06:00 is `PT6H`.
 */
export function toTrigger({ daysBefore, time }: Alarm): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const offset = hours * HOUR_MINUTES + minutes - daysBefore * DAY_MINUTES;
  return `${offset < 0 ? '-' : ''}${toDuration(Math.abs(offset))}`;
}

function toDuration(total: number): string {
  const days = Math.floor(total / DAY_MINUTES);
  const hours = Math.floor((total % DAY_MINUTES) / HOUR_MINUTES);
  const minutes = total % HOUR_MINUTES;
  // RFC 5545 section 3.3.6 allows no gap between units: minutes come with their hours.
  const time = minutes > 0 ? `T${hours}H${minutes}M` : hours > 0 ? `T${hours}H` : '';
  return days === 0 && time === '' ? 'PT0M' : `P${days > 0 ? `${days}D` : ''}${time}`;
}
