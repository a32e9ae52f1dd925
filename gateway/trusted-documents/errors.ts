import { HubError } from '../../platform/errors/index.ts';

/** Unknown document (Dokument nicht hinterlegt): not among the trusted documents. Send its text, where that is allowed. Since 0.1. */
export class PersistedQueryNotFoundError extends HubError {
  readonly code = 'PERSISTED_QUERY_NOT_FOUND';
  constructor() {
    super('This document is not among the trusted ones.');
  }
}
