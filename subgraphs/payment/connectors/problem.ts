import { SECOND } from '../../../platform/time.ts';
import type { RawAnswer } from './call-provider.ts';
import { ProviderError, type ProviderFailure } from './provider-error.ts';

const LONGEST_WAIT_MS = 600 * SECOND;

/** Turns any answer but 200 into the error it means; `application/problem+json` names a code of the standard. */
export function toProviderError(answer: RawAnswer): ProviderError {
  const functionalCode = codeOf(answer.text);
  const failure = failureOf(answer.status, functionalCode);
  return new ProviderError(failure, `The payment service answered ${answer.status}.`, {
    functionalCode,
    retryAfterMs: failure === 'BUSY' ? toWaitMs(answer.headers['retry-after']) : undefined,
  });
}

function failureOf(status: number, functionalCode?: string): ProviderFailure {
  if (functionalCode === 'PAYMENT_EXISTS' || status === 409) return 'EXISTS';
  if (status === 401 || status === 403 || functionalCode === 'FORBIDDEN') return 'DENIED';
  if (status === 429 || status === 503) return 'BUSY';
  if (status >= 500) return 'SILENT';
  if (status === 404 && !functionalCode?.startsWith('NO_VALID')) return 'UNKNOWN';
  return status >= 400 ? 'REFUSED' : 'GARBLED';
}

function codeOf(text: string): string | undefined {
  try {
    const { functionalCode } = JSON.parse(text) as { functionalCode?: unknown };
    return typeof functionalCode === 'string' ? functionalCode.slice(0, 60) : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110 section 10.2.3); ten minutes at most, whoever asks. */
function toWaitMs(header: string | string[] | undefined): number | undefined {
  const text = String(header ?? '');
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - Date.now();
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 0), LONGEST_WAIT_MS) : undefined;
}
