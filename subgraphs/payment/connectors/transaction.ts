import { Ajv2020 } from 'ajv/dist/2020.js';
import { toCents } from '../domain/amount.ts';
import type { ProviderAnswer } from '../domain/provider-answer.ts';
import { ProviderError } from './provider-error.ts';

interface Transaction {
  paymentInformation: {
    transactionId: string;
    transactionRedirectUrl?: string | null;
    transactionReference?: string | null;
    transactionTimestamp?: string | null;
    paymentMethod?: string | null;
    status: ProviderAnswer['status'];
  };
  paymentRequest: { requestId: string; currency: string; grosAmount: number };
}

const optionalText = (maxLength: number) => ({ type: ['string', 'null'], maxLength });

/** PaymentTransaction: what we read of it, and no more. Methods are read leniently, new ones appear without a new version. */
const isTransaction = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<Transaction>({
  type: 'object',
  required: ['paymentInformation', 'paymentRequest'],
  properties: {
    paymentInformation: {
      type: 'object',
      required: ['transactionId', 'status'],
      properties: {
        transactionId: { type: 'string', minLength: 1, maxLength: 100 },
        transactionRedirectUrl: optionalText(2_082),
        transactionReference: optionalText(100),
        transactionTimestamp: optionalText(50),
        paymentMethod: optionalText(50),
        status: { enum: ['INITIAL', 'PAYED', 'FAILED', 'CANCELED'] },
      },
    },
    paymentRequest: {
      type: 'object',
      required: ['requestId', 'currency', 'grosAmount'],
      properties: {
        requestId: { type: 'string', maxLength: 100 },
        currency: { type: 'string', maxLength: 10 },
        grosAmount: { type: 'number' },
      },
    },
  },
});

/** Reads a PaymentTransaction into our words, or throws `GARBLED`. Foreign names end here. */
export function toAnswer(value: unknown): ProviderAnswer {
  if (!isTransaction(value)) throw new ProviderError('GARBLED', 'The payment service answered in another form.');
  const { paymentInformation: info, paymentRequest: order } = value;
  return {
    requestId: order.requestId,
    cents: toCents(order.grosAmount),
    currency: order.currency,
    status: info.status,
    transactionId: info.transactionId,
    redirectUrl: toWebUrl(info.transactionRedirectUrl),
    reference: info.transactionReference ?? null,
    paidAt: toDate(info.transactionTimestamp),
    method: info.paymentMethod ?? null,
  };
}

/** A browser is sent there: never anything but a web address. */
function toWebUrl(text: string | null | undefined): string | null {
  if (!text) return null;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href;
  throw new ProviderError('GARBLED', 'The pay page has no web address.');
}

/** A time nobody can read is no reason to lose a payment. */
function toDate(text: string | null | undefined): Date | null {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}
