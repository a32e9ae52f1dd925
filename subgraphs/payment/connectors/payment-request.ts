import { invariant } from '../../../platform/errors/index.ts';
import { toDecimal } from '../domain/amount.ts';
import { toDescription, toItemReference, toPurpose } from '../domain/booking-text.ts';

/** One position of an order (PaymentItem). Source: XBezahldienste 1.0.0. */
export interface PaymentItem {
  readonly id: string;
  readonly reference?: string;
  readonly description?: string;
  readonly taxRate: number;
  readonly quantity: number;
  readonly totalNetAmount: number;
  readonly totalTaxAmount: number;
  readonly singleNetAmount: number;
  readonly singleTaxAmount: number;
  readonly bookingData?: Readonly<Record<string, string>>;
}

/** Order (PaymentRequest). `grosAmount` is spelled as the standard spells it. Source: XBezahldienste 1.0.0. */
export interface PaymentRequest {
  readonly requestId: string;
  readonly requestTimestamp: string;
  readonly currency: string;
  readonly grosAmount: number;
  readonly purpose: string;
  readonly redirectUrl: string;
  readonly items: readonly PaymentItem[];
}

/** What of a fee goes to the payment service: no name, no address, nothing of the citizen. */
export interface OrderedFee {
  readonly id: string;
  readonly caseReference: string;
  readonly cents: number;
  readonly currency: string;
  readonly purpose: string;
  readonly serviceName: { readonly de: string } | null;
  readonly bookingData: Readonly<Record<string, string>>;
}

export const MAX_ITEMS = 99;
/** Largest `grosAmount`: 999,999 euros. */
export const MAX_CENTS = 99_999_900;

interface Order {
  readonly id: string;
  readonly fees: readonly [OrderedFee, ...OrderedFee[]];
  readonly redirectUrl: string;
  readonly now: Date;
}

/** Puts an order into the words of the standard. Kept with the payment, so that a repeated call says the very same. */
export function toPaymentRequest({ id, fees, redirectUrl, now }: Order): PaymentRequest {
  const [first] = fees;
  const cents = fees.reduce((sum, fee) => sum + fee.cents, 0);
  invariant(cents <= MAX_CENTS && fees.length <= MAX_ITEMS, 'an order keeps the limits of the standard');
  return {
    requestId: id,
    requestTimestamp: now.toISOString(),
    currency: first.currency,
    grosAmount: toDecimal(cents),
    purpose: toPurpose(first.caseReference, first.purpose) || id.slice(0, 27),
    redirectUrl,
    items: fees.map(toItem),
  };
}

/** Fees of a public body bear no tax (hoheitlich). */
function toItem({ id, caseReference, cents, purpose, serviceName, bookingData }: OrderedFee): PaymentItem {
  const amount = toDecimal(cents);
  const reference = toItemReference(caseReference);
  const description = toDescription(serviceName?.de ?? purpose);
  const booking = Object.entries(bookingData).map(([name, value]) => [name, toDescription(String(value))]);
  return {
    id,
    ...(reference && { reference }),
    ...(description && { description }),
    taxRate: 0,
    quantity: 1,
    totalNetAmount: amount,
    totalTaxAmount: 0,
    singleNetAmount: amount,
    singleTaxAmount: 0,
    ...(booking.length > 0 && { bookingData: Object.fromEntries(booking) }),
  };
}
