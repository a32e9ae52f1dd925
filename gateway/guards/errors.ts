import { HubError } from '../../platform/errors/index.ts';

/** Operation too complex (Abfrage zu umfangreich): over a limit of size or nesting. Ask for less at once. Since 0.1. */
export class OperationTooComplexError extends HubError {
  readonly code = 'OPERATION_TOO_COMPLEX';
  constructor() {
    super('This operation asks for too much at once.');
  }
}

/** Introspection is off (Schemaauskunft gesperrt): only who is signed in may ask about the schema here. Since 0.1. */
export class IntrospectionDisabledError extends HubError {
  readonly code = 'INTROSPECTION_DISABLED';
  constructor() {
    super('Asking about the schema needs a sign-in.');
  }
}

/** Bad request (fehlerhafte Anfrage): not a GraphQL request in JSON, or several in one. Since 0.1. */
export class BadRequestError extends HubError {
  readonly code = 'BAD_REQUEST';
}
