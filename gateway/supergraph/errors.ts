import { HubError } from '../../platform/errors/index.ts';

/** The graph has changed (Graph geändert): this subscription fits the hub's new schema no more. Remedy: a newer client. Since 0.1. */
export class OperationOutdatedError extends HubError {
  readonly code = 'OPERATION_OUTDATED';
  override readonly status = 410;
  constructor(cause?: unknown) {
    super('The graph has changed, and this operation does not fit it any more.', { cause });
  }
}

/** Why a supergraph was not taken (abgelehnter Kandidat). For operators: it stands in the log, no client sees it. */
export class SupergraphRefusedError extends Error {
  constructor(
    message: string,
    /** At most ten, each one sentence. */
    readonly problems: readonly string[],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
