import { HubError } from '../../platform/errors/index.ts';

/** Cannot be planned (nicht planbar): valid by the schema, but no part of the hub can answer a field of it. Since 0.1. */
export class UnplannableOperationError extends HubError {
  readonly code = 'UNPLANNABLE_OPERATION';
  constructor(cause?: unknown) {
    super('No part of the hub can answer this operation.', { cause });
  }
}
