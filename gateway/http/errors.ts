import { GraphQLError } from 'graphql';
import { HubError, OverloadedError, toGraphQLError, type UnknownErrorReport } from '../../platform/errors/index.ts';
import { InvalidOperationError } from '../guards/admission.ts';
import { DpopRefusedError } from '../principal/dpop-proof.ts';
import { RateLimitedError } from '../rates/errors.ts';

/** Wrong method (Methode nicht vorgesehen): `Allow` names the right ones. Since 0.1. */
export class MethodNotAllowedError extends HubError {
  readonly code = 'METHOD_NOT_ALLOWED';
  override readonly status = 405;
  constructor() {
    super('This method is not used here.');
  }
}

/** No such form of answer (Antwortform nicht vorgesehen): `Accept` names neither JSON nor an event stream. Since 0.1. */
export class NotAcceptableError extends HubError {
  readonly code = 'NOT_ACCEPTABLE';
  override readonly status = 406;
  constructor() {
    super('Answers come as application/json or application/graphql-response+json.');
  }
}

/** Form of the request not read here (Anfrageform nicht vorgesehen): send JSON, and not packed. Since 0.1. */
export class UnsupportedMediaTypeError extends HubError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
  override readonly status = 415;
  constructor() {
    super('Send application/json, without content-encoding.');
  }
}

/** Request from a foreign page (Anfrage von fremder Seite): with a session cookie, only the hub's own pages may ask. Since 0.1. */
export class CsrfBlockedError extends HubError {
  readonly code = 'CSRF_BLOCKED';
  constructor() {
    super('A request with the session cookie must come from the hub itself.');
  }
}

/** A refusal as HTTP and GraphQL tell it: status, headers that belong to it, errors. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly GraphQLError[];
}

/** Undefined for what is no refusal of ours: Fastify's own and accidents, which the server kit answers. */
export function toRefusal(error: unknown): Refusal | undefined {
  if (error instanceof InvalidOperationError) return { status: 400, headers: {}, errors: error.errors };
  if (!(error instanceof HubError)) return undefined;
  const errors = [toGraphQLError(error, () => {})];
  return { status: error.status, headers: headersOf(error), errors };
}

function headersOf(error: HubError): Record<string, string> {
  if (error instanceof DpopRefusedError) return dpopHeaders(error);
  const { status, code } = error;
  if (code === 'UNAUTHENTICATED') return { 'www-authenticate': 'Bearer error="invalid_token"' };
  if (code === 'METHOD_NOT_ALLOWED') return { allow: 'POST' };
  const seconds = error instanceof RateLimitedError ? error.details.retryAfterSeconds : 1;
  return status === 503 || status === 429 ? { 'retry-after': String(seconds) } : {};
}

function dpopHeaders({ challenge, nonce }: DpopRefusedError): Record<string, string> {
  const told = { 'www-authenticate': `DPoP error="${challenge}", algs="ES256 PS256 EdDSA"` };
  return nonce ? { ...told, 'dpop-nonce': nonce } : told;
}

/** Errors of an operation that comes over a stream or socket, where there is no status. */
export function toStreamErrors(error: unknown, report: (unknown: UnknownErrorReport) => void): readonly GraphQLError[] {
  return toRefusal(error)?.errors ?? [toGraphQLError(error, report)];
}

export const drainingError = (): OverloadedError => new OverloadedError();

export const toErrorBody = (errors: readonly GraphQLError[]): { errors: object[] } => ({
  errors: errors.map((error) => (error instanceof GraphQLError ? error.toJSON() : error)),
});
