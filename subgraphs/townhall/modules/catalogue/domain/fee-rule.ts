import type { Condition } from './condition.ts';

/** When the citizen pays: with the application, or after the decision. */
export type PaymentMoment = 'BEFORE_REVIEW' | 'AFTER_DECISION';

/**
 * Part of a fee (Gebührenteil): an amount of cents, once or `times` a number field (only what lies `beyond` counts),
 * or an amount for each value of the field `option`; `when` leaves it out.
 */
export interface FeePart {
  readonly when?: Condition;
  readonly cents?: number;
  readonly times?: string;
  readonly beyond?: number;
  readonly option?: string;
  readonly amounts?: Readonly<Record<string, number>>;
}

/** Fee of a service (Gebühr): one amount, or parts that are added up. Limits of the texts: XBezahldienste 1.0.0. */
export interface FeeRule {
  readonly key: string;
  /** Text on the bank statement (Verwendungszweck): at most 27 characters, no umlauts. */
  readonly purpose: string;
  readonly bookingData: Readonly<Record<string, string>>;
  readonly moment: PaymentMoment;
  readonly cents?: number;
  readonly parts?: readonly FeePart[];
  readonly waivedIf?: Condition;
}
