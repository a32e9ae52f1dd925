import { createPublicKey, verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import type { TrustLevelName } from '../../platform/visa/index.ts';
import type { SamlRegistration, SandboxClient } from '../clients.ts';
import { RefusedRequestError } from '../http/incoming.ts';
import { askedLevel } from '../identity-provider/levels.ts';
import { AKDB, all, CLASSIC_UI, parseXml, SAML, SAMLP, textOf } from './xml.ts';

/** A request that was understood: who asks, for what, and where the answer goes. */
export interface AuthnRequest {
  id: string;
  entityId: string;
  callbackUrl: string;
  relayState: string;
  asked: TrustLevelName;
  /** Names (URN) of the attributes the service wants; no other one is told. */
  attributes: string[];
  language: string;
}

export interface Incoming {
  parameters: URLSearchParams;
  /** The query as it came, for the signature of the redirect binding; null for a posted form. */
  query: string | null;
  destination: string;
  clients: readonly SandboxClient[];
}

/** Reads and checks a request as BundID does; what is wrong is named as its error page names it (`idp.code`). */
export function readRequest({ parameters, query, destination, clients }: Incoming): AuthnRequest {
  const xml = decode(parameters.get('SAMLRequest') ?? '', query !== null);
  const root = parseXml(xml);
  const entityId = textOf(root, SAML, 'Issuer');
  const registration = clients.find(({ saml }) => saml?.entityId === entityId)?.saml;
  if (root.localName !== 'AuthnRequest' || !registration) refuse('unknown service');
  const isSigned =
    query === null ? isSignedInside(xml, root, registration) : isSignedOutside(query, parameters, registration);
  if (!isSigned) refuse('saml-request-not-signed');
  if (root.getAttribute('Destination') !== destination) refuse('wrong destination');
  const callbackUrl = root.getAttribute('AssertionConsumerServiceURL') ?? '';
  if (!registration.callbackUrls.includes(callbackUrl)) refuse('unknown address');
  return {
    id: root.getAttribute('ID') ?? '',
    entityId,
    callbackUrl,
    relayState: parameters.get('RelayState') ?? '',
    asked: askedLevel({ acrValues: textOf(root, SAML, 'AuthnContextClassRef') }),
    ...readExtension(root),
  };
}

function refuse(code: string): never {
  throw new RefusedRequestError(400, code);
}

function decode(base64: string, isDeflated: boolean): string {
  try {
    const bytes = Buffer.from(base64, 'base64');
    return (isDeflated ? inflateRawSync(bytes, { maxOutputLength: 256 * 1024 }) : bytes).toString('utf8');
  } catch {
    return refuse('no request');
  }
}

function readExtension(root: Element): Pick<AuthnRequest, 'attributes' | 'language'> {
  const [extension] = all(root, AKDB, 'AuthenticationRequest');
  if (!extension) return refuse('akdb-extension-missing');
  if (extension.getAttribute('Version') !== '2') refuse('akdb-extension-v1-deprecated');
  const attributes = all(extension, AKDB, 'RequestedAttribute').map((each) => each.getAttribute('Name') ?? '');
  if (attributes.length === 0) refuse('requested-attributes-empty');
  if (attributes.includes('')) refuse('requested-attributes-missing-name');
  const [methods] = all(extension, AKDB, 'AuthnMethods');
  if (methods && all(methods, AKDB, 'Enabled').length === 0) refuse('empty-authentication-methods');
  if (textOf(extension, CLASSIC_UI, 'OrganizationDisplayName') === '') refuse('organization-display-name-missing');
  if (textOf(extension, CLASSIC_UI, 'OnlineServiceId') === '') refuse('online-service-id-missing');
  return { attributes, language: textOf(extension, CLASSIC_UI, 'Lang') || 'de' };
}

/** Redirect binding: the query is signed, in the order SAML names. */
function isSignedOutside(query: string, parameters: URLSearchParams, { certificates }: SamlRegistration): boolean {
  const parts = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => {
    const part = query.split('&').find((each) => each.startsWith(`${name}=`));
    return part ? [part] : [];
  });
  const signature = Buffer.from(parameters.get('Signature') ?? '', 'base64');
  if (!parameters.get('SigAlg')?.endsWith('#rsa-sha256')) return false;
  // What was signed is not the form-encoded query but its percent-encoded values.
  const signed = Buffer.from(parts.map(percentEncoded).join('&'));
  return certificates.some((certificate) => verify('sha256', signed, createPublicKey(certificate), signature));
}

const percentEncoded = (part: string): string => {
  const [name = '', value = ''] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
  return `${name}=${encodeURIComponent(decodeURIComponent(value.replaceAll('+', ' ')))}`;
};

/** POST binding: the request itself is signed, as a whole. */
function isSignedInside(xml: string, root: Element, { certificates }: SamlRegistration): boolean {
  const [signature] = all(root, 'http://www.w3.org/2000/09/xmldsig#', 'Signature');
  if (!signature || root.namespaceURI !== SAMLP) return false;
  return certificates.some((publicCert) => {
    const check = new SignedXml({ publicCert });
    check.loadSignature(signature.toString());
    const [reference] = check.getReferences();
    return reference?.uri === `#${root.getAttribute('ID')}` && check.checkSignature(xml);
  });
}
