import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import { SignInRefusedError } from '../../domain/errors.ts';

export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol';
const DEPTH = 64;

/**
 * Parses XML from outside. Nothing but elements and text: no document type (entities, bombs, files), no comment (which parsers
 * read differently inside a name), no CDATA, no processing instruction.
 *
 * @throws SignInRefusedError
 */
export function parseXml(text: string): Document {
  const body = text.replace(/^\s*<\?xml[^>]*\?>/, '');
  if (/<[!?]/.test(body) || depthOf(body) > DEPTH) throw malformed();
  try {
    const refuse = (level: string, message: string) => {
      if (level !== 'warning') throw new Error(message);
    };
    return new DOMParser({ onError: refuse }).parseFromString(body.trim(), 'text/xml');
  } catch (error) {
    throw malformed(error);
  }
}

const malformed = (cause?: unknown) => new SignInRefusedError('answer-malformed', cause);

/** How deep tags lie inside each other, told without a parser. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, closing, , standing] of text.matchAll(/<(\/?)([^>]*?)(\/?)>/g)) {
    depth += closing ? -1 : standing ? 0 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Child elements of this name, in this namespace. */
export function childrenOf(parent: Element | null | undefined, namespace: string, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent?.firstChild ?? null; node; node = node.nextSibling) {
    const element = node as Element;
    if (node.nodeType === node.ELEMENT_NODE && element.namespaceURI === namespace && element.localName === name)
      found.push(element);
  }
  return found;
}

/** The one child of this name. @throws SignInRefusedError when there is none, or several */
export function onlyChild(parent: Element | null | undefined, namespace: string, name: string): Element {
  const [only, ...more] = childrenOf(parent, namespace, name);
  if (!only || more.length > 0) throw malformed();
  return only;
}

export const textOf = (element: Element | undefined): string => (element?.textContent ?? '').trim();

/** Text is safe inside XML and its attributes. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
