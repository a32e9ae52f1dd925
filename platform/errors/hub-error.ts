/** What a caller may see beside the message: plain JSON, never personal data of somebody else. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface HubErrorOptions {
  details?: ErrorDetails;
  /** Private: goes to the log, never to a caller. */
  cause?: unknown;
}

/**
 * Expected failure (erwarteter Fehler): the base of every error a caller can act on.
 *
 * A subclass states `code` (the contract, listed in docs/errors.md), `status` (HTTP status when the request is refused
 * before execution; an error of a field always comes with 200) and a public message in English for developers. Texts for
 * citizens are made from the code by the portal.
 */
export abstract class HubError extends Error {
  abstract readonly code: string;
  /** HTTP status when refused before execution. */
  readonly status: number = 400;
  readonly details: ErrorDetails;

  constructor(message: string, { details = {}, cause }: HubErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.details = details;
  }
}

/** A bug, not a failure: states what must be true. Answers `INTERNAL` with a reference number. */
export function invariant(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${why}`);
}
