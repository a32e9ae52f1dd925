import { DOMParser, type Element } from '@xmldom/xmldom';
import { RefusedRequestError } from '../http/incoming.ts';

export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const AKDB = 'https://www.akdb.de/request/2018/09';
export const CLASSIC_UI = `${AKDB}/classic-ui/v1`;

/** Parses a request; 400 when it is no XML. */
export function parseXml(text: string): Element {
  try {
    const root = new DOMParser().parseFromString(text, 'text/xml').documentElement;
    if (root && !text.includes('<!')) return root;
  } catch {
    // Said below.
  }
  throw new RefusedRequestError(400, 'The request is no XML.');
}

export const all = (root: Element, namespace: string, name: string): Element[] =>
  Array.from(root.getElementsByTagNameNS(namespace, name)) as Element[];

export const textOf = (root: Element, namespace: string, name: string): string =>
  (all(root, namespace, name)[0]?.textContent ?? '').trim();

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
