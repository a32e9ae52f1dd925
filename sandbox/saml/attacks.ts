import { randomBytes } from 'node:crypto';
import type { SamlFaultKind } from '../faults/saml-attacks.ts';
import type { AnswerPlan } from './answer-plan.ts';
import { BPK2 } from './attributes.ts';
import type { SamlKeys } from './keys.ts';

type Change = (plan: AnswerPlan, keys: SamlKeys) => Partial<AnswerPlan>;
const STRANGER = 'https://stranger.example/saml';
const VICTIM = 'pseudonym-of-the-victim-000000000000000000';
const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const status = (inner: string, detail = '') =>
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Requester"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${inner}"/></samlp:StatusCode>${detail}</samlp:Status>`;
/** The published example of a status detail, which is no JSON: a comma is missing. */
const DETAIL = `<samlp:StatusDetail><akdb:StatusDetail xmlns:akdb="https://www.akdb.de/request/2018/09">{"version":"1.0" "errors":[{"message":"missing","code":"IDP_REQUIRED_ATTRIBUTES_MISSING"}]}</akdb:StatusDetail></samlp:StatusDetail>`;

/** The signed assertion's twin, with somebody else's pseudonym, another id and no signature. */
const forged = (xml: string): string =>
  xml
    .replace(/<ds:Signature.*?<\/ds:Signature>|<Signature.*?<\/Signature>/s, '')
    .replace(/ ID="[^"]+"/, ` ID="_${randomBytes(8).toString('hex')}"`)
    .replace(new RegExp(`(${BPK2}".*?AttributeValue>)[^<]*`, 's'), `$1${VICTIM}`);
const signatureOf = (xml: string): string => /<(ds:)?Signature.*?<\/(ds:)?Signature>/s.exec(xml)?.[0] ?? '';
const withPseudonym = (plan: AnswerPlan, change: (xml: string) => string): Partial<AnswerPlan> => ({
  changeAssertion: (xml) => xml.replace(pseudonymOf(plan), change(pseudonymOf(plan))),
});
const pseudonymOf = ({ attributes }: AnswerPlan): string => attributes.find(({ name }) => name === BPK2)?.value ?? '';
const declare = (text: string) => (xml: string) => `<!DOCTYPE x [${text}]>${xml}`;

/** How each attack changes an answer. Sources: OWASP SAML cheat sheet, "On Breaking SAML" (USENIX 2012) for the wrapping. */
export const SAML_CHANGES: Readonly<Record<SamlFaultKind, Change>> = {
  unsigned: () => ({ signer: null }),
  'signed-by-stranger': (_plan, keys) => ({ signer: keys.stranger }),
  'signature-of-another': () => ({
    changeAssertion: (xml) => xml.replace(/(<DigestValue>|<ds:DigestValue>)[^<]{4}/, '$1AAAA'),
  }),
  'changed-after-signing': (plan) => withPseudonym(plan, () => VICTIM),
  'wrapped-in-object': () => ({
    changeAssertion: (xml) => {
      const object = signatureOf(xml).replace(/<\/((ds:)?)Signature>$/, `<$1Object>${xml}</$1Object></$1Signature>`);
      return forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${object}`);
    },
  }),
  'wrapped-around': () => ({
    changeAssertion: (xml) => forged(xml).replace('<saml:Subject>', `${signatureOf(xml)}${xml}<saml:Subject>`),
  }),
  'wrapped-beside': () => ({ changeAssertion: (xml) => `<x>${forged(xml)}${xml}</x>` }),
  'second-assertion': () => ({
    changeResponse: (xml) => xml.replace(/(<saml:EncryptedAssertion>.*<\/saml:EncryptedAssertion>)/s, '$1$1'),
  }),
  'comment-in-pseudonym': (plan) => withPseudonym(plan, (text) => `${text.slice(0, 20)}<!-- -->${text.slice(20)}`),
  'comment-in-name-id': (plan) => ({
    changeAssertion: (xml) => xml.replace(plan.nameId, `${plan.nameId.slice(0, 5)}<!-- -->${plan.nameId.slice(5)}`),
  }),
  'cdata-in-pseudonym': (plan) => withPseudonym(plan, (text) => `<![CDATA[${text}]]>`),
  'same-assertion-id': () => ({ assertionId: '_the-same-in-every-answer' }),
  'other-audience': () => ({ audience: STRANGER }),
  'other-recipient': () => ({ recipient: STRANGER }),
  'other-destination': () => ({ destination: STRANGER }),
  'other-request': () => ({ inResponseTo: `_${randomBytes(20).toString('hex')}` }),
  unsolicited: () => ({ inResponseTo: null }),
  'other-issuer': () => ({ issuer: STRANGER }),
  expired: () => ({ validFrom: -20, validUntil: -10 }),
  'not-yet-valid': () => ({ validFrom: 10, validUntil: 20 }),
  'old-sign-in': ({ issuedAt }) => ({ signedInAt: new Date(issuedAt.getTime() - 3_600_000) }),
  'external-entity': () => ({
    changeResponse: (xml) => declare('<!ENTITY e SYSTEM "file:///etc/hostname">')(xml.replace('https:', '&e;https:')),
  }),
  'document-type': () => ({ changeResponse: declare('') }),
  'entity-bomb': () => ({
    changeAssertion: (xml) => `<!DOCTYPE x [${bomb()}]>${xml.replace('</saml:NameID>', '&e9;</saml:NameID>')}`,
  }),
  'deep-nesting': () => ({
    changeResponse: (xml) =>
      xml.replace('</samlp:Status>', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</samlp:Status>`),
  }),
  huge: () => ({ changeResponse: (xml) => xml.replace('<samlp:Status>', `<samlp:Status x="${'x'.repeat(130_000)}">`) }),
  'in-the-clear': () => ({ encryptFor: null }),
  'encrypted-for-stranger': (_plan, keys) => ({ encryptFor: keys.stranger.certificate }),
  'weak-encryption': () => ({ keyAlgorithm: `${XMLENC}rsa-1_5` }),
  'weak-digest': () => ({ digestAlgorithm: `${DSIG}sha1` }),
  'weak-signature': () => ({ signatureAlgorithm: `${DSIG}rsa-sha1` }),
  'lower-level': () => ({ context: 'STORK-QAA-Level-1' }),
  'without-pseudonym': ({ attributes }) => ({ attributes: attributes.filter(({ name }) => name !== BPK2) }),
  'two-pseudonyms': ({ attributes }) => ({
    attributes: [...attributes, { name: BPK2, value: VICTIM, trustLevel: 'HOCH' }],
  }),
  cancelled: () => ({ status: status('AuthnFailed') }),
  'request-denied': () => ({ status: status('RequestDenied', DETAIL) }),
  'content-in-cbc': () => ({ contentAlgorithm: `${XMLENC}aes256-cbc` }),
  'signature-with-pss': () => ({ signatureAlgorithm: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1' }),
  'clock-ahead': ({ issuedAt }) => ({ issuedAt: new Date(issuedAt.getTime() + 50_000) }),
  'response-signed-too': () => ({ signResponse: true }),
};

/** Ten entities, each ten times the one before: a thousand million letters from a few lines. */
function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`);
  return ['<!ENTITY e0 "x">', ...lines].join('');
}
