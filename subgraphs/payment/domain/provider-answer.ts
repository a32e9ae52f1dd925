/** What the payment service says about one payment, in our words. */
export interface ProviderAnswer {
  readonly requestId: string;
  /** Null when the amount is no whole number of cents. */
  readonly cents: number | null;
  readonly currency: string;
  readonly status: 'INITIAL' | 'PAYED' | 'FAILED' | 'CANCELED';
  readonly transactionId: string;
  /** The pay page; only while nothing has happened there. */
  readonly redirectUrl: string | null;
  /** Reference for the treasury (Kassenzeichen); often only once paid. */
  readonly reference: string | null;
  readonly paidAt: Date | null;
  readonly method: string | null;
}
