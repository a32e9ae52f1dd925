import type { webcrypto } from 'node:crypto';

/** What a client of the identity provider states about itself. */
export interface SignInRegistration {
  /** Where the browser may return to; compared character by character. */
  redirectUris: readonly string[];
  /** Host of the service (entityID), from which the pseudonym `bPK2` is derived; default: host name of the first redirect URI. */
  entityHost?: string;
}

/** What a service states to the SAML face about itself; its metadata says the same. */
export interface SamlRegistration {
  entityId: string;
  /** Where answers may go; compared character by character. */
  callbackUrls: readonly string[];
  /** PEM; any of them may have signed a request. */
  certificates: readonly string[];
  /** PEM; assertions are encrypted for it. */
  encryptionCertificate: string;
}

/** What a client of the payment service states about itself. */
export interface PaymentRegistration {
  /** Online services (`originatorId`) it may speak for; default: any. */
  originatorIds?: readonly string[];
  /** Authorities (`endPointId`) it may speak for; default: any. */
  endPointIds?: readonly string[];
  /** Keys of `bookingData` that every item must bring; default: none. */
  requiredBookingData?: readonly string[];
  /** What the provider assigns as `transactionId`: both kinds are seen in the field. Default `technical`. */
  transactionIds?: 'technical' | 'request-id';
}

/** A client (Onlinedienst) known to the sandbox: the hub itself, mostly. */
export interface SandboxClient {
  clientId: string;
  /** For `client_secret_basic` at the identity provider and for the token endpoint of the payment service. */
  clientSecret?: string;
  /** Public ES256 keys; a client that has them signs in with `private_key_jwt`. */
  publicKeys?: readonly webcrypto.JsonWebKey[];
  signIn?: SignInRegistration;
  saml?: SamlRegistration;
  payment?: PaymentRegistration;
}
