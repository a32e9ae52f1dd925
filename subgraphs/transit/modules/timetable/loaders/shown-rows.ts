import type { BoardRow, Offer } from '../domain/board.ts';
import { BookingRule } from '../entities/booking-rule.ts';
import { Departure, DepartureWindow, OnDemandOffer } from '../entities/departure.ts';
import { BookingType, OfferState, WheelchairBoarding } from '../entities/enums.ts';
import type { Line } from '../entities/line.ts';

/** A row of a board as the graph shows it. */
export const toDeparture = (row: BoardRow<Line>): Departure =>
  Object.assign(new Departure(), {
    id: row.key,
    line: row.line,
    headsign: row.headsign,
    scheduledAt: toDate(row.departsAt),
    platform: row.platform,
    onDemand: row.onDemand,
    window: toWindow(row),
    bookingRule: toBookingRule(row),
    wheelchairBoarding: WheelchairBoarding[row.access],
  });

/** An offer as the graph shows it. */
export const toOffer = (offer: Offer<Line>): OnDemandOffer =>
  Object.assign(new OnDemandOffer(), {
    state: OfferState[offer.state],
    line: offer.line,
    headsign: offer.headsign,
    window: toWindow(offer),
    earliestPickupAt: toDate(offer.departsAt),
    bookingRule: toBookingRule(offer),
  });

function toBookingRule({ rule, bookBy, bookFrom }: BoardRow<Line>): BookingRule | null {
  if (!rule) return null;
  return Object.assign(new BookingRule(), {
    type: BookingType[rule.type],
    noticeMinutes: rule.noticeMinMinutes,
    latestBookingAt: bookBy && toDate(bookBy),
    earliestBookingAt: bookFrom && toDate(bookFrom),
    message: rule.message,
    phone: rule.phone,
    url: rule.bookingUrl ?? rule.infoUrl,
  });
}

const toWindow = ({ window }: BoardRow<Line>): DepartureWindow | null =>
  window && Object.assign(new DepartureWindow(), { from: toDate(window.from), to: toDate(window.to) });

const toDate = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);
