import type { SamlFaultKind } from '../../../../../../sandbox/faults/saml-attacks.ts';
import type { Attack, Row } from './row.ts';

const PAGE = 'neutral page, nothing made';

const forged =
  (...kinds: readonly SamlFaultKind[]): Attack =>
  async (hub) => {
    for (const kind of kinds) hub.sandbox.misbehave.saml({ kind });
    const { browser, form } = await hub.answeredBySaml({ persona: hub.somebody(), level: 'HIGH' });
    return () => hub.bring(browser, form);
  };

const forgedAs = (...kinds: readonly SamlFaultKind[]) => Object.fromEntries(kinds.map((kind) => [kind, forged(kind)]));

const row = (id: string, attack: string, as: string, tries: Readonly<Record<string, Attack>>, holds = PAGE): Row => ({
  id,
  attack,
  holds,
  refused: { as, tries },
});

/** Attacks that only SAML knows, against BundID's connector. */
export const SAML_ATTACKS: readonly Row[] = [
  row('M01', 'no signature, or nobody we know has signed', 'S03', forgedAs('unsigned', 'signed-by-stranger')),
  row('M02', 'changed after signing', 'S03', forgedAs('changed-after-signing', 'signature-of-another')),
  row('M03', 'signature wrapping (XSW): inside the signature, around the signed part', 'S03', {
    ...forgedAs('wrapped-in-object', 'wrapped-around'),
  }),
  row(
    'M04',
    'signature wrapping: beside, or a second assertion',
    'S04',
    forgedAs('wrapped-beside', 'second-assertion'),
  ),
  row('M05', 'comment or CDATA cuts a name', 'S04', {
    ...forgedAs('comment-in-pseudonym', 'comment-in-name-id', 'cdata-in-pseudonym'),
  }),
  row('M06', 'replay: the same answer in a new sign-in', 'S01', {
    'in a new sign-in': async (hub) => {
      const first = await hub.answeredBySaml({ persona: hub.somebody(), level: 'HIGH' });
      await hub.bring(first.browser, first.form);
      const second = await hub.answeredBySaml({ persona: hub.somebody(), level: 'HIGH' });
      const { SAMLResponse = '' } = first.form.fields;
      const form = { ...second.form, fields: { ...second.form.fields, SAMLResponse } };
      return () => hub.bring(second.browser, form);
    },
  }),
  row('M07', 'replay: an assertion that was used before', 'S02', {
    'same id': async (hub) => {
      hub.sandbox.misbehave.saml({ kind: 'same-assertion-id' });
      const first = await hub.answeredBySaml({ persona: hub.somebody(), level: 'HIGH' });
      await hub.bring(first.browser, first.form);
      return forged('same-assertion-id')(hub);
    },
  }),
  row('M08', 'made for somebody else, or for another request', 'S01', {
    ...forgedAs('other-recipient', 'other-destination', 'other-request', 'unsolicited'),
  }),
  row('M09', 'another audience', 'O14', forgedAs('other-audience')),
  row('M10', 'another issuer', 'O13', forgedAs('other-issuer')),
  row('M11', 'too late, too early', 'O15', forgedAs('expired', 'not-yet-valid')),
  row('M12', 'external entity, document type, entity bomb, deep nesting', 'S04', {
    ...forgedAs('external-entity', 'document-type', 'entity-bomb', 'deep-nesting'),
  }),
  row('M13', 'a huge answer', 'O34', forgedAs('huge')),
  row('M14', 'assertion in the clear, or encrypted for somebody else', 'O30', {
    ...forgedAs('in-the-clear', 'encrypted-for-stranger'),
  }),
  row('M15', 'SHA-1, RSA 1.5', 'S03', forgedAs('weak-digest', 'weak-signature', 'weak-encryption')),
  row('M16', 'lower level than asked', 'O25', {
    'lower-level': async (hub) => {
      hub.sandbox.misbehave.saml({ kind: 'lower-level' });
      const acr = { acr_values: 'http://eidas.europa.eu/LoA/high' };
      const { browser, form } = await hub.answeredBySaml({ persona: hub.somebody(), level: 'HIGH' }, acr);
      return () => hub.bring(browser, form);
    },
  }),
  row('M17', 'no pseudonym', 'O16', forgedAs('without-pseudonym')),
  row('M18', 'two pseudonyms', 'S04', forgedAs('two-pseudonyms')),
  row('M19', 'refused there, with a detail that is no JSON', 'O21', forgedAs('request-denied', 'cancelled')),
  row('M20', "the attacker's answer in the victim's browser", 'O03', {
    'own answer': async (hub) => {
      const { form } = await hub.answeredBySaml({ persona: hub.somebody(), level: 'HIGH' });
      return () => hub.bring(hub.browser(), form);
    },
  }),
];
