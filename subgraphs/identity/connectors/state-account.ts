import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import type { StateAccountSettings } from './provider-settings.ts';

/** What the hub must remember between sending a browser away and its return; each protocol has its own. */
export type FlowSecrets = Readonly<Record<string, string>>;

/** How a browser is to be sent away. */
export interface AuthorizationOrder {
  readonly state: string;
  /** Least level to ask for. */
  readonly asked: TrustLevelName;
  readonly loginHint?: string;
  readonly uiLocales?: string;
  /** Ask for a sign-in of this very moment, even when the provider remembers one. */
  readonly fresh?: boolean;
}

/** A page of ours that posts these fields to the provider (SAML's POST binding). */
export interface PostedForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Where a browser goes, and what to remember meanwhile. */
export interface Departure {
  readonly to: URL | PostedForm;
  readonly secrets: FlowSecrets;
}

/** A browser that came back, with what it brought and what was remembered. */
export interface Arrival {
  readonly state: string;
  /** The address it came to, query included. */
  readonly url: URL;
  /** The form it posted; null where the answer stands in the address. */
  readonly form: Readonly<Record<string, string>> | null;
  readonly secrets: FlowSecrets;
  /** The sign-in at the provider must be of this moment. */
  readonly fresh: boolean;
}

/** One account provider (Kontoanbieter) in its protocol. Foreign names end behind this. */
export interface StateAccount {
  readonly settings: StateAccountSettings;
  /** @throws SignInRefusedError when the provider does not answer */
  depart(order: AuthorizationOrder): Promise<Departure>;
  /** Checks everything about an answer. @throws SignInRefusedError with the reason, for the log alone */
  prove(arrival: Arrival): Promise<ProvenIdentity>;
  /** What the provider wants to know of the hub (SAML metadata); undefined where there is nothing of the kind. */
  metadata?(): string;
  /** Checks a message that a sign-in ended there (back-channel logout). @throws SignInRefusedError */
  endedSession?(message: string): Promise<EndedSession>;
}

/** Whose sign-in ended at the provider: all of a person, or one session of hers. */
export interface EndedSession {
  readonly issuer: string;
  readonly subject: string | null;
  readonly session: string | null;
  /** Of the message, to know it again. */
  readonly messageId: string;
  readonly expiresAt: Date;
}
