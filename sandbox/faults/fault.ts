import type { Forgery } from './forgeries.ts';
import type { SamlFaultKind } from './saml-attacks.ts';

/** Wrong answers (gestörte Antwort): how a stand-in answers badly, whatever the request was about. */
export const ANSWER_FAULTS = ['server-error', 'silent', 'broken-json', 'reset', 'too-many-requests'] as const;
export type AnswerFaultKind = (typeof ANSWER_FAULTS)[number];

/** Wrong bookings (Fehlbuchung): what the payment service does with the money. */
export const BOOKING_FAULTS = [
  'other-amount',
  'other-currency',
  'failed-then-payed',
  'late-payment',
  'duplicate-reference',
] as const;
export type BookingFaultKind = (typeof BOOKING_FAULTS)[number];

/** Wrong assertions (falsche Auskunft): what the identity provider claims or returns. */
export const ASSERTION_FAULTS = ['lower-level', 'without-pseudonym', 'wrong-issuer', 'wrong-state'] as const;
export type AssertionFaultKind = (typeof ASSERTION_FAULTS)[number];

/** Which call of the payment service answers badly. */
export const PAYMENT_POINTS = ['create', 'read', 'status', 'token'] as const;
export type PaymentPoint = (typeof PAYMENT_POINTS)[number];

/** Which call of the identity provider answers badly. */
export const SIGN_IN_POINTS = ['discovery', 'jwks', 'token', 'userinfo', 'authorization'] as const;
export type SignInPoint = (typeof SIGN_IN_POINTS)[number];

/** What every switch has in common. */
interface FaultSettings {
  /** How often; default: 1 for answers, without end for everything else. */
  times?: number;
  /** Answers only: whether the work is done (`after`) or not (`before`) when the answer goes wrong. Default: `after` for `reset` and `broken-json`, else `before`. */
  effect?: 'before' | 'after';
  /** `too-many-requests`: what `Retry-After` says; default 1. */
  retryAfterSeconds?: number;
  /** `other-amount`: what is booked instead; default 1 cent more. */
  amountCents?: number;
  /** `other-currency`: what is booked instead; default USD. */
  currency?: string;
  /** `failed-then-payed`, `late-payment`: after how many reads the money is there; default 1. */
  polls?: number;
  /** The same two: after how long; when given, reads do not count. */
  delayMs?: number;
}

/** A switch for the payment service; without `requestId` it holds for every payment. */
export interface PaymentFault extends FaultSettings {
  kind: AnswerFaultKind | BookingFaultKind;
  /** Answers only; default `create`. */
  on?: PaymentPoint;
  requestId?: string;
}

/** A switch for the identity provider. */
export interface SignInFault extends FaultSettings {
  kind: AnswerFaultKind | AssertionFaultKind | Forgery;
  /** Answers only; default `token`. */
  on?: SignInPoint;
}

/** A switch for the SAML face: one sign-in, unless `times` says otherwise. */
export interface SamlFault {
  kind: SamlFaultKind;
  times?: number;
}

/** A switch as it is kept. */
export interface Fault extends FaultSettings {
  id: string;
  kind: AnswerFaultKind | BookingFaultKind | AssertionFaultKind | Forgery;
}

export const isAnswerFault = (kind: string): kind is AnswerFaultKind =>
  (ANSWER_FAULTS as readonly string[]).includes(kind);

/** Whether the work is done although the answer goes wrong. */
export const isWorkDone = (fault: Fault): boolean =>
  (fault.effect ?? (fault.kind === 'reset' || fault.kind === 'broken-json' ? 'after' : 'before')) === 'after';
