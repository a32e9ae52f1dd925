import { randomUUID } from 'node:crypto';
import type { ReportError } from './report-error.ts';

/** The part of a logger the sandbox needs; pino fits. */
export interface SandboxLogger {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Writes errors to the log under a reference number; the caller of the sandbox only ever sees the number. */
export const makeReporter =
  (logger: SandboxLogger | undefined): ReportError =>
  (error, expected) => {
    const reference = randomUUID();
    if (expected) logger?.info({ reference, reason: messageOf(error) }, 'sandbox refused a request');
    else logger?.error({ reference, err: error }, 'sandbox failed');
    return reference;
  };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
