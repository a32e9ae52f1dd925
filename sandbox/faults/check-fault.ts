import { RefusedRequestError } from '../http/incoming.ts';

/** What a switch may say, by field; a misspelled switch must not be silently without effect. */
export interface FaultRules {
  kinds: readonly string[];
  points: readonly string[];
}

const COUNTS = ['times', 'retryAfterSeconds', 'amountCents', 'polls', 'delayMs'];

/** Checks a switch that came as JSON; throws 400 naming the field. */
export function checkFault(value: unknown, { kinds, points }: FaultRules): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('Send an object.');
  const fault = value as Record<string, unknown>;
  for (const [field, content] of Object.entries(fault)) {
    if (!isFine(field, content, kinds, points)) refuse(`The field ${field.slice(0, 40)} does not fit.`);
  }
  if (!('kind' in fault)) refuse('The field kind is missing.');
  return fault;
}

function isFine(field: string, content: unknown, kinds: readonly string[], points: readonly string[]): boolean {
  if (COUNTS.includes(field)) return Number.isSafeInteger(content) && (content as number) >= 0;
  if (typeof content !== 'string') return false;
  if (field === 'kind') return kinds.includes(content);
  if (field === 'on') return points.includes(content);
  if (field === 'effect') return content === 'before' || content === 'after';
  if (field === 'currency') return /^[A-Z]{3}$/.test(content);
  return field === 'requestId' && points.includes('create');
}

function refuse(message: string): never {
  throw new RefusedRequestError(400, message);
}
