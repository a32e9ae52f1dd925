import type { SamlSettings } from '../provider-settings.ts';
import { escapeXml } from './xml.ts';

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

/**
 * The hub's metadata for a SAML provider: every key signs and opens, so that a new one is known there before it is used. No
 * `validUntil` and no `ID`, as BundID wants it (interface description 10.2.0, section 7.2).
 */
export function serviceMetadata({ entityId, keys, organisation }: SamlSettings, callbackUrl: string): string {
  const publicUrl = escapeXml(new URL(callbackUrl).origin);
  const name = escapeXml(organisation);
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${escapeXml(entityId)}">
<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${PROTOCOL}">
${keys.flatMap(({ certificate }) => [keyDescriptor('signing', certificate), keyDescriptor('encryption', certificate)]).join('\n')}
<md:NameIDFormat>${TRANSIENT}</md:NameIDFormat>
<md:AssertionConsumerService Binding="${POST}" Location="${escapeXml(callbackUrl)}" index="0" isDefault="true"/>
</md:SPSSODescriptor>
<md:Organization>
<md:OrganizationName xml:lang="de">${name}</md:OrganizationName>
<md:OrganizationDisplayName xml:lang="de">${name}</md:OrganizationDisplayName>
<md:OrganizationURL xml:lang="de">${publicUrl}</md:OrganizationURL>
</md:Organization>
</md:EntityDescriptor>
`;
}

const ENCRYPTION = ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'http://www.w3.org/2009/xmlenc11#aes128-gcm'];

function keyDescriptor(use: 'signing' | 'encryption', certificate: string): string {
  const methods = use === 'encryption' ? ENCRYPTION.map((each) => `<md:EncryptionMethod Algorithm="${each}"/>`) : [];
  const body = certificate.replace(/-----[^-]+-----|\s/g, '');
  return `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${methods.join('')}</md:KeyDescriptor>`;
}
