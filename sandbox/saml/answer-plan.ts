import type { SamlAttribute } from './attributes.ts';
import type { KeyAndCertificate } from './make-certificate.ts';

/** Everything an answer is made of; an attack is a change of this, and nothing else. */
export interface AnswerPlan {
  issuer: string;
  destination: string;
  inResponseTo: string | null;
  recipient: string;
  audience: string;
  assertionId: string;
  nameId: string;
  issuedAt: Date;
  /** Minutes from `issuedAt`. */
  validFrom: number;
  validUntil: number;
  signedInAt: Date;
  context: string;
  attributes: SamlAttribute[];
  /** Ready status element when the sign-in failed; null for success. */
  status: string | null;
  signer: KeyAndCertificate | null;
  signatureAlgorithm: string;
  digestAlgorithm: string;
  signResponse: boolean;
  /** Certificate to encrypt for; null leaves the assertion in the clear. */
  encryptFor: string | null;
  contentAlgorithm: string;
  keyAlgorithm: string;
  /** Last hands on the signed assertion, before it is encrypted. */
  changeAssertion: (xml: string) => string;
  /** Last hands on the whole answer. */
  changeResponse: (xml: string) => string;
}
