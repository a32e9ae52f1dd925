import type { Element } from '@xmldom/xmldom';
import { SignInRefusedError } from '../../domain/errors.ts';
import { childrenOf, onlyChild, SAMLP, textOf } from './xml.ts';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const CANCELLED = 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed';

/**
 * What BundID says about a failed sign-in, for the log: codes alone, no message. Its published example is no valid JSON (a
 * comma is missing), so codes are looked for in the text. Source: interface description 10.2.0, section 9.7.
 */
export const errorCodes = (detail: string): string[] =>
  [...detail.slice(0, 4096).matchAll(/"code"\s*:\s*"([A-Z0-9_-]{1,80})"/g)].map(([, code]) => String(code));

/** @throws SignInRefusedError unless the answer says Success */
export function checkStatus(response: Element): void {
  const status = onlyChild(response, SAMLP, 'Status');
  const outer = onlyChild(status, SAMLP, 'StatusCode');
  if (outer.getAttribute('Value') === SUCCESS) return;
  const inner = childrenOf(outer, SAMLP, 'StatusCode')[0]?.getAttribute('Value') ?? '';
  const codes = errorCodes(textOf(childrenOf(status, SAMLP, 'StatusDetail')[0]));
  const cause = new Error(`SAML status ${inner.split(':').at(-1)?.slice(0, 60)} ${codes.join(' ')}`);
  throw new SignInRefusedError(inner === CANCELLED ? 'cancelled' : 'answer-error', cause);
}
