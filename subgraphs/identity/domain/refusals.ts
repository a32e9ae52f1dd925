/**
 * Why a sign-in or link was refused (Ablehnungsgründe), each with the number under which the log tells it: `O##` is the attack
 * on a relying party it answers (docs/attacks/relying-party.md), `L##` one on linking, `S##` one on SAML alone, `K##` one on
 * passkeys. None of it ever
 * reaches a page.
 */
export const REFUSALS = {
  'state-missing': 'O01',
  'state-unknown': 'O02',
  'browser-differs': 'O03',
  'state-used': 'O04',
  'nonce-differs': 'O05',
  'answer-issuer-differs': 'O06',
  'provider-differs': 'O07',
  'code-refused': 'O08',
  'pkce-unsupported': 'O09',
  'token-unsigned': 'O10',
  'token-signed-by-secret': 'O11',
  'token-key-unknown': 'O12',
  'issuer-differs': 'O13',
  'audience-differs': 'O14',
  'time-wrong': 'O15',
  'subject-missing': 'O16',
  'hash-differs': 'O17',
  'discovery-differs': 'O18',
  'address-forbidden': 'O19',
  'answer-error': 'O21',
  cancelled: 'O21',
  'level-too-low': 'O25',
  'sign-in-too-old': 'O26',
  'logout-invalid': 'O27',
  'cross-site': 'O28',
  'provider-down': 'O29',
  'answer-invalid': 'O29',
  'encryption-wrong': 'O30',
  'userinfo-invalid': 'O31',
  'answer-too-large': 'O34',
  'answer-not-for-us': 'S01',
  'answer-replayed': 'S02',
  'answer-unsigned': 'S03',
  'answer-malformed': 'S04',
  'provider-unknown': 'L00',
  'interaction-gone': 'L00',
  'step-gone': 'L00',
  'passkey-unknown': 'K01',
  'passkey-invalid': 'K02',
  'link-unknown': 'L00',
  'linked-elsewhere': 'L12',
  'session-missing': 'L10',
  'session-too-old': 'L11',
  'organisation-cannot-sign-in': 'L18',
} as const;

export type RefusalReason = keyof typeof REFUSALS;
