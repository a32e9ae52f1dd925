import { promisify } from 'node:util';
import type { Document } from '@xmldom/xmldom';
import xmlEncryption from 'xml-encryption';
import { SignInRefusedError } from '../../domain/errors.ts';
import type { SamlKey, SamlSettings } from '../provider-settings.ts';
import { checkAlgorithms } from './algorithms.ts';
import { checkStatus } from './status-detail.ts';
import { childrenOf, onlyChild, parseXml, SAML, SAMLP, textOf } from './xml.ts';

/** An honest answer has some 12 KB. */
const MAX_BASE64 = 128 * 1024;
const decrypt = promisify(xmlEncryption.decrypt.bind(xmlEncryption)) as (
  xml: string,
  options: object,
) => Promise<string>;

export interface ExpectedResponse {
  readonly settings: SamlSettings;
  readonly requestId: string;
  /** Where the hub takes answers. */
  readonly callbackUrl: string;
}

/**
 * Looks at an answer before any signature is checked: size, form, algorithms, whose it is and what it answers. Returns the key
 * that opens its assertion.
 *
 * @throws SignInRefusedError
 */
export async function readResponse(base64: string, expected: ExpectedResponse): Promise<SamlKey> {
  const text = decode(base64);
  const document = parseXml(text);
  checkEnvelope(document, expected);
  const encrypted = onlyEncrypted(document);
  const { key, plain } = await open(encrypted, expected.settings.keys);
  // What was hidden is held to the same rules as what was not.
  const inner = parseXml(plain);
  checkAlgorithms(inner);
  return key;
}

function decode(base64: string): string {
  const bare = base64.replace(/\s/g, '');
  if (bare.length > MAX_BASE64) throw new SignInRefusedError('answer-too-large');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) throw new SignInRefusedError('answer-malformed');
  return Buffer.from(bare, 'base64').toString('utf8');
}

function checkEnvelope(document: Document, { settings, requestId, callbackUrl }: ExpectedResponse): void {
  const response = document.documentElement;
  if (response?.namespaceURI !== SAMLP || response.localName !== 'Response')
    throw new SignInRefusedError('answer-malformed');
  checkAlgorithms(document);
  if (textOf(childrenOf(response, SAML, 'Issuer')[0]) !== settings.issuer)
    throw new SignInRefusedError('issuer-differs');
  const isOurs =
    response.getAttribute('InResponseTo') === requestId && response.getAttribute('Destination') === callbackUrl;
  if (!isOurs) throw new SignInRefusedError('answer-not-for-us');
  checkStatus(response);
}

/** Exactly one assertion, and hidden: one in the clear, or a second one anywhere, is somebody's addition. */
function onlyEncrypted(document: Document): string {
  const clear = document.getElementsByTagNameNS(SAML, 'Assertion');
  if (clear.length > 0) throw new SignInRefusedError('encryption-wrong');
  if (document.getElementsByTagNameNS(SAML, 'EncryptedAssertion').length > 1)
    throw new SignInRefusedError('answer-malformed');
  return onlyChild(document.documentElement, SAML, 'EncryptedAssertion').toString();
}

/** While keys change, the provider may still use the old one. */
async function open(encrypted: string, keys: readonly SamlKey[]): Promise<{ key: SamlKey; plain: string }> {
  for (const key of keys) {
    const options = { key: key.key, disallowDecryptionWithInsecureAlgorithm: false, warnInsecureAlgorithm: false };
    const plain = await decrypt(encrypted, options).catch(() => undefined);
    if (plain) return { key, plain };
  }
  throw new SignInRefusedError('encryption-wrong');
}
