/** One position (PaymentItem). */
export interface PaymentItem {
  id: string;
  reference?: string;
  description?: string;
  taxRate: number;
  quantity: number;
  totalNetAmount: number;
  totalTaxAmount: number;
  singleNetAmount: number;
  singleTaxAmount: number;
  bookingData?: Record<string, string>;
}

/** Payment order (PaymentRequest) of an online service. `grosAmount` is spelled as the standard spells it. */
export interface PaymentRequest {
  requestId: string;
  requestTimestamp: string;
  currency: string;
  grosAmount: number;
  purpose: string;
  description?: string;
  redirectUrl: string;
  items: PaymentItem[];
  requestor?: Record<string, unknown>;
}

/** Ids in paths and bodies. */
export const ID_PATTERN = /^[\w-]{1,36}$/;
