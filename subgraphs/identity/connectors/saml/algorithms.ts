import type { Document } from '@xmldom/xmldom';
import { SignInRefusedError } from '../../domain/errors.ts';

/**
 * Algorithms an answer may use (BSI TR-03116-4): SHA-1, RSA 1.5 encryption, HMAC and transforms that run code are not among
 * them. CBC is, because BundID has announced its move to GCM and not made it; the signature inside protects the content.
 */
const ALLOWED = new Set([
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
  'http://www.w3.org/2009/xmlenc11#mgf1sha256',
]);
/** The padding of OAEP may use it: there nothing hangs on collisions. */
const OAEP_DIGESTS = new Set(['http://www.w3.org/2000/09/xmldsig#sha1', 'http://www.w3.org/2009/xmlenc11#mgf1sha1']);

/** @throws SignInRefusedError for an algorithm that proves or hides nothing any more */
export function checkAlgorithms(document: Document): void {
  for (const element of Array.from(document.getElementsByTagName('*'))) {
    const algorithm = element.getAttribute('Algorithm');
    if (!algorithm || ALLOWED.has(algorithm)) continue;
    const parent = element.parentNode as { localName?: string | null } | null;
    if (parent?.localName === 'EncryptionMethod' && OAEP_DIGESTS.has(algorithm)) continue;
    throw new SignInRefusedError('answer-unsigned');
  }
}
