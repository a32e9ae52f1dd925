import { HubError } from '../../../platform/errors/index.ts';

/** An import of this town's calendar is running (Import läuft schon); nothing changed, try again when it is done. Since 0.1. */
export class WasteImportRunningError extends HubError {
  readonly code = 'WASTE_IMPORT_RUNNING';
  override readonly status = 409;
  constructor() {
    super('An import of this calendar is running.', { details: { retryable: true } });
  }
}

/** No file or folder there, or none that can be read (Datei fehlt). Since 0.1. */
export class WasteFileMissingError extends HubError {
  readonly code = 'WASTE_FILE_MISSING';
  override readonly status = 404;
  constructor(path: string, cause?: unknown) {
    super('There is no calendar file here.', { details: { path }, cause });
  }
}

/** Several towns have calendars here, so an import must say whose it is (Gemeinde unklar): `details.ars` lists them. Since 0.1. */
export class WasteTownUnclearError extends HubError {
  readonly code = 'WASTE_TOWN_UNCLEAR';
  constructor(ars: readonly string[]) {
    super('Say whose calendar this is by its 12-digit Regionalschlüssel.', { details: { ars } });
  }
}

/** Too many calendar feeds (zu viele Kalender-Abos): revoke one first. Since 0.1. */
export class CalendarFeedLimitError extends HubError {
  readonly code = 'CALENDAR_FEED_LIMIT';
  override readonly status = 409;
  constructor() {
    super('There are too many calendar feeds. Revoke one of them first.');
  }
}
