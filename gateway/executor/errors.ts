import { HubError, UnavailableError } from '../../platform/errors/index.ts';

/** A value is missing (Wert fehlt): a field promised never to be empty, and the part of the hub that owns it gave nothing. Since 0.1. */
export class ValueMissingError extends HubError {
  readonly code = 'VALUE_MISSING';
  constructor(field: string) {
    super(`Nothing came for ${field}, which may not be empty.`);
  }
}

/** A subgraph's answer that is no GraphQL answer, or not the one to this question. */
export const unusableAnswer = (cause?: unknown): UnavailableError =>
  new UnavailableError('This part of the hub gave an answer that cannot be used.', cause);
