import { createPublicKey, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { SignedXml } from 'xml-crypto';
import xmlEncryption from 'xml-encryption';
import type { AnswerPlan } from './answer-plan.ts';
import { AKDB, escapeXml, SAML, SAMLP } from './xml.ts';

const encrypt = promisify(xmlEncryption.encrypt.bind(xmlEncryption)) as (
  xml: string,
  options: object,
) => Promise<string>;
const SUCCESS = `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>`;
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** Builds, signs and encrypts an answer as it was planned. */
export async function makeAnswer(plan: AnswerPlan): Promise<string> {
  const assertion = plan.status === null ? await sealed(plan) : '';
  const id = `_${randomBytes(16).toString('hex')}`;
  const xml = `<samlp:Response xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}" ID="${id}" Version="2.0" IssueInstant="${plan.issuedAt.toISOString()}" Destination="${escapeXml(plan.destination)}"${inResponseTo(plan)}><saml:Issuer>${escapeXml(plan.issuer)}</saml:Issuer>${plan.status ?? SUCCESS}${assertion}</samlp:Response>`;
  return plan.changeResponse(plan.signResponse ? signed(xml, 'Response', plan) : xml);
}

async function sealed(plan: AnswerPlan): Promise<string> {
  const bare = assertionXml(plan);
  const xml = plan.changeAssertion(plan.signer ? signed(bare, 'Assertion', plan) : bare);
  if (plan.encryptFor === null) return xml;
  const content = await encrypt(xml, {
    rsa_pub: createPublicKey(plan.encryptFor).export({ type: 'spki', format: 'pem' }),
    pem: plan.encryptFor,
    encryptionAlgorithm: plan.contentAlgorithm,
    keyEncryptionAlgorithm: plan.keyAlgorithm,
    disallowEncryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
  });
  return `<saml:EncryptedAssertion>${content}</saml:EncryptedAssertion>`;
}

function assertionXml(plan: AnswerPlan): string {
  const at = (minutes: number) => new Date(plan.issuedAt.getTime() + minutes * 60_000).toISOString();
  const attributes = plan.attributes.map(
    ({ name, value, trustLevel }) =>
      `<saml:Attribute Name="${escapeXml(name)}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" akdb:TrustLevel="${trustLevel}"><saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue></saml:Attribute>`,
  );
  return `<saml:Assertion xmlns:saml="${SAML}" xmlns:akdb="${AKDB}" ID="${plan.assertionId}" Version="2.0" IssueInstant="${at(0)}"><saml:Issuer>${escapeXml(plan.issuer)}</saml:Issuer><saml:Subject><saml:NameID Format="${TRANSIENT}">${escapeXml(plan.nameId)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(plan.validUntil)}" Recipient="${escapeXml(plan.recipient)}"${inResponseTo(plan)}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(plan.validFrom)}" NotOnOrAfter="${at(plan.validUntil)}"><saml:AudienceRestriction><saml:Audience>${escapeXml(plan.audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${plan.signedInAt.toISOString()}"><saml:AuthnContext><saml:AuthnContextClassRef>${plan.context}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement></saml:Assertion>`;
}

const inResponseTo = ({ inResponseTo: id }: AnswerPlan): string =>
  id === null ? '' : ` InResponseTo="${escapeXml(id)}"`;

function signed(xml: string, name: 'Assertion' | 'Response', plan: AnswerPlan): string {
  const { key: privateKey, certificate: publicCert } = plan.signer ?? { key: '', certificate: '' };
  const signature = new SignedXml({
    privateKey,
    publicCert,
    signatureAlgorithm: plan.signatureAlgorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signature.addReference({
    xpath: `/*[local-name(.)='${name}']`,
    transforms: [ENVELOPED, EXCLUSIVE],
    digestAlgorithm: plan.digestAlgorithm,
  });
  const after = { reference: `/*[local-name(.)='${name}']/*[local-name(.)='Issuer']`, action: 'after' } as const;
  signature.computeSignature(xml, { location: after });
  return signature.getSignedXml();
}
