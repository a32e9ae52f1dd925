import { BadRequestError } from './errors.ts';

/** One request, one operation: a list would carry a thousand past every other limit. */
export function checkBatch(body: unknown): void {
  if (Array.isArray(body)) throw new BadRequestError('Send one operation per request.');
}
