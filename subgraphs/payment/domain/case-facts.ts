import { invariant } from '../../../platform/errors/index.ts';

/** When a fee is to be paid (Zahlungszeitpunkt): with the application, or after the decision. */
export type PaymentMoment = 'BEFORE_REVIEW' | 'AFTER_DECISION';

/** A fee as the town hall announces it with an application. */
export interface AnnouncedFee {
  readonly key: string;
  readonly cents: number;
  readonly currency: string;
  readonly purpose: string;
  readonly moment: PaymentMoment;
  readonly bookingData: Readonly<Record<string, string>>;
  /** RFC 3339; absent when the fee is due at once. */
  readonly dueAt?: string;
}

/** What an event of a case tells beside its subject and party. */
export interface CaseFacts {
  readonly reference: string;
  readonly office: number | null;
  readonly serviceName: Readonly<Record<'de' | 'en' | 'leicht', string>> | null;
  readonly fees: readonly AnnouncedFee[];
}

type Data = Readonly<Record<string, unknown>>;

/** Reads the data of an event. Anything but what was agreed is a bug of one side, so it throws: that case alone is parked. */
export function toCaseFacts(data: Data): CaseFacts {
  const { reference = '', office = null, serviceName = null, fees = [] } = data;
  invariant(typeof reference === 'string', 'the reference of a case is text');
  invariant(office === null || Number.isSafeInteger(office), 'an office is a number');
  invariant(Array.isArray(fees), 'the fees of a case are a list');
  return {
    reference,
    office: office as number | null,
    serviceName: serviceName as CaseFacts['serviceName'],
    fees: fees.map(toAnnouncedFee),
  };
}

function toAnnouncedFee(fee: Partial<AnnouncedFee>): AnnouncedFee {
  const { key, cents, currency, purpose, moment, bookingData = {}, dueAt } = fee;
  invariant(key && typeof key === 'string', 'a fee has a key');
  invariant(Number.isSafeInteger(cents) && (cents as number) > 0, 'a fee is a whole number of cents above zero');
  invariant(/^[A-Z]{3}$/.test(String(currency)), 'a fee has a currency');
  invariant(moment === 'BEFORE_REVIEW' || moment === 'AFTER_DECISION', 'a fee has its moment');
  return {
    key,
    cents: cents as number,
    currency: String(currency),
    purpose: purpose ?? key,
    moment,
    bookingData,
    dueAt,
  };
}
