/** Forged answers (gefälschte Antworten) of the SAML face, by name; `saml/attacks.ts` says how each is made. */
export const SAML_ATTACKS = [
  'unsigned',
  'signed-by-stranger',
  'signature-of-another',
  'changed-after-signing',
  'wrapped-in-object',
  'wrapped-around',
  'wrapped-beside',
  'second-assertion',
  'comment-in-pseudonym',
  'comment-in-name-id',
  'cdata-in-pseudonym',
  'same-assertion-id',
  'other-audience',
  'other-recipient',
  'other-destination',
  'other-request',
  'unsolicited',
  'other-issuer',
  'expired',
  'not-yet-valid',
  'old-sign-in',
  'external-entity',
  'document-type',
  'entity-bomb',
  'deep-nesting',
  'huge',
  'in-the-clear',
  'encrypted-for-stranger',
  'weak-encryption',
  'weak-digest',
  'weak-signature',
  'lower-level',
  'without-pseudonym',
  'two-pseudonyms',
  'cancelled',
  'request-denied',
] as const;

/** What honest providers do now and then, and must keep working. */
export const SAML_HABITS = ['content-in-cbc', 'signature-with-pss', 'clock-ahead', 'response-signed-too'] as const;

export type SamlFaultKind = (typeof SAML_ATTACKS)[number] | (typeof SAML_HABITS)[number];
