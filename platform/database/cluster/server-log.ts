import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { LOG_LIMIT_BYTES } from './server-settings.ts';

/** One old log is enough to look back. */
export function setAsideLongLog(logFile: string): void {
  const length = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (length > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
}

/** The last lines, for the message of a failed start. */
export const tailOf = (logFile: string, lines = 5): string =>
  existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-lines).join(' | ') : '(no log)';
