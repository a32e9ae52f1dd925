import { X509Certificate } from 'node:crypto';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';

/**
 * Whether a maker the operator trusts vouches for the authenticator: the attestation's certificates lead to one of these
 * roots. The signature itself was checked with the registration; unknown makers are no error, their keys count for less.
 */
export function isAttested(attestationObject: Uint8Array<ArrayBuffer>, roots: readonly string[]): boolean {
  if (roots.length === 0) return false;
  const certificates = decodeAttestationObject(attestationObject).get('attStmt').get('x5c') ?? [];
  const chain = certificates.map((bytes) => new X509Certificate(bytes));
  return (
    chain.length > 0 &&
    leadsTo(
      chain,
      roots.map((pem) => new X509Certificate(pem)),
      new Date(),
    )
  );
}

/** Each certificate is signed by the next, the last one by a root, and all are valid now. */
function leadsTo(chain: readonly X509Certificate[], roots: readonly X509Certificate[], now: Date): boolean {
  const links = chain.slice(1).every((issuer, index) => signs(issuer, chain[index]));
  const last = chain.at(-1);
  const anchored = roots.some((root) => signs(root, last) || root.fingerprint256 === last?.fingerprint256);
  return links && anchored && chain.every((each) => isValid(each, now));
}

const signs = (issuer: X509Certificate, subject: X509Certificate | undefined): boolean =>
  subject !== undefined && issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

const isValid = ({ validFromDate, validToDate }: X509Certificate, now: Date): boolean =>
  validFromDate <= now && now <= validToDate;
