import type { Element } from '@xmldom/xmldom';
import { type TrustLevelName } from '../../../../platform/visa/index.ts';
import { atMost, toVerifiedAttributes } from '../../domain/attributes.ts';
import { SignInRefusedError } from '../../domain/errors.ts';
import { lower } from '../../domain/levels.ts';
import type { ProvenIdentity } from '../../domain/proven-identity.ts';
import { FRESH_SECONDS } from '../../domain/session-lifetime.ts';
import type { SamlSettings } from '../provider-settings.ts';
import { ATTRIBUTE_NAMES } from './attribute-names.ts';
import type { ExpectedResponse } from './read-response.ts';
import { childrenOf, onlyChild, parseXml, SAML, textOf } from './xml.ts';

/** How far two clocks may be apart. */
export const CLOCK_SKEW_MS = 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Level of one attribute, as the provider states it on the attribute itself; without a statement it proves nothing. */
const ATTRIBUTE_LEVELS: Readonly<Record<string, TrustLevelName>> = {
  UNTERGEORDNET: 'BASIC',
  NORMAL: 'BASIC',
  SUBSTANTIELL: 'SUBSTANTIAL',
  HOCH: 'HIGH',
};

export interface ExpectedAssertion extends ExpectedResponse {
  readonly fresh: boolean;
  readonly now: Date;
}

/**
 * Reads an assertion whose signature holds: that it is for us, for this sign-in and for now, and what it says. Identity is
 * issuer and bPK2; the NameID is transient and never looked at.
 *
 * @throws SignInRefusedError
 */
export function readAssertion(xml: string, expected: ExpectedAssertion): ProvenIdentity {
  const assertion = parseXml(xml).documentElement;
  if (!assertion || textOf(childrenOf(assertion, SAML, 'Issuer')[0]) !== expected.settings.issuer)
    throw new SignInRefusedError('issuer-differs');
  const endsAt = checkSubject(assertion, expected);
  checkConditions(assertion, expected);
  const context = checkSignIn(assertion, expected);
  const { settings } = expected;
  const { claims, levels } = readAttributes(assertion);
  const level = statedLevel(settings, [context, claims.trust_level_authentication]);
  const pseudonym = claims.bPK2;
  if (!pseudonym || pseudonym.length > 255) throw new SignInRefusedError('subject-missing');
  return {
    provider: settings.id,
    issuer: settings.issuer,
    holder: settings.holder,
    subject: pseudonym,
    pseudonym,
    entityHost: new URL(settings.entityId).hostname,
    level,
    attributes: atMost(toVerifiedAttributes(claims, level, settings.holder), levels),
    provedBy: claims.assertion_proved_by,
    mailboxHandle: claims.legacy_postkorb_handle,
    goodOnce: { id: assertion.getAttribute('ID') ?? '', until: new Date(endsAt + CLOCK_SKEW_MS) },
  };
}

/** Returns the moment at which the assertion ends. */
function checkSubject(assertion: Element, { requestId, callbackUrl, now }: ExpectedAssertion): number {
  const confirmation = onlyChild(onlyChild(assertion, SAML, 'Subject'), SAML, 'SubjectConfirmation');
  const data = onlyChild(confirmation, SAML, 'SubjectConfirmationData');
  const isOurs =
    confirmation.getAttribute('Method') === BEARER &&
    data.getAttribute('Recipient') === callbackUrl &&
    data.getAttribute('InResponseTo') === requestId;
  if (!isOurs) throw new SignInRefusedError('answer-not-for-us');
  const ends = timeOf(data, 'NotOnOrAfter');
  if (!(now.getTime() < ends + CLOCK_SKEW_MS)) throw new SignInRefusedError('time-wrong');
  return ends;
}

function checkConditions(assertion: Element, { settings, now }: ExpectedAssertion): void {
  const conditions = onlyChild(assertion, SAML, 'Conditions');
  const begins = timeOf(conditions, 'NotBefore');
  const ends = timeOf(conditions, 'NotOnOrAfter');
  if (!(now.getTime() >= begins - CLOCK_SKEW_MS && now.getTime() < ends + CLOCK_SKEW_MS))
    throw new SignInRefusedError('time-wrong');
  const restriction = onlyChild(conditions, SAML, 'AudienceRestriction');
  const audiences = childrenOf(restriction, SAML, 'Audience').map(textOf);
  if (!audiences.includes(settings.entityId)) throw new SignInRefusedError('audience-differs');
}

/** Returns the name of the level at which she signed in. */
function checkSignIn(assertion: Element, { fresh, now }: ExpectedAssertion): string {
  const statement = onlyChild(assertion, SAML, 'AuthnStatement');
  const age = now.getTime() - timeOf(statement, 'AuthnInstant');
  if (!(age >= -CLOCK_SKEW_MS)) throw new SignInRefusedError('time-wrong');
  if (fresh && age > FRESH_SECONDS * 1000 + CLOCK_SKEW_MS) throw new SignInRefusedError('sign-in-too-old');
  return textOf(onlyChild(onlyChild(statement, SAML, 'AuthnContext'), SAML, 'AuthnContextClassRef'));
}

/** Not a number when the attribute is missing: then no comparison holds. */
const timeOf = (element: Element, name: string): number => Date.parse(element.getAttribute(name) ?? '');

interface ReadAttributes {
  readonly claims: Readonly<Record<string, string>>;
  readonly levels: Readonly<Record<string, TrustLevelName>>;
}

function readAttributes(assertion: Element): ReadAttributes {
  const claims: Record<string, string> = {};
  const levels: Record<string, TrustLevelName> = {};
  for (const attribute of childrenOf(onlyChild(assertion, SAML, 'AttributeStatement'), SAML, 'Attribute')) {
    const urn = attribute.getAttribute('Name') ?? '';
    const name = Object.hasOwn(ATTRIBUTE_NAMES, urn) ? ATTRIBUTE_NAMES[urn] : undefined;
    if (!name) continue;
    if (Object.hasOwn(claims, name)) throw new SignInRefusedError('answer-malformed');
    const value = textOf(onlyChild(attribute, SAML, 'AttributeValue')).normalize('NFC');
    if (value === '') continue;
    claims[name] = value;
    levels[name] = levelOfAttribute(attribute);
  }
  return { claims, levels };
}

function levelOfAttribute(attribute: Element): TrustLevelName {
  const stated = Array.from(attribute.attributes).find(({ localName }) => localName === 'TrustLevel')?.value ?? '';
  return (Object.hasOwn(ATTRIBUTE_LEVELS, stated) && ATTRIBUTE_LEVELS[stated]) || 'BASIC';
}

/** Of two statements the lower one counts; an unknown name proves nothing. */
function statedLevel({ levels }: SamlSettings, names: readonly (string | undefined)[]): TrustLevelName {
  const known = names.filter((name) => name !== undefined);
  return known.map((name) => (Object.hasOwn(levels, name) && levels[name]) || 'BASIC').reduce(lower);
}
