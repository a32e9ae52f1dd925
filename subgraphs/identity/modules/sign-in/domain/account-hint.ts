/** What an app knows of the account a citizen will use: the provider, and who she probably is there. */
export interface AccountHint {
  readonly provider?: string;
  readonly person?: string;
}

const MAX_LENGTH = 200;

/**
 * Hint at an account (Kontohinweis), OpenID `login_hint`: `bundid:erika` names provider and person and leads straight on to
 * that provider, `bundid:` the provider alone, anything else a person wherever she signs in.
 */
export function readAccountHint(hint: unknown): AccountHint {
  if (typeof hint !== 'string' || hint.length > MAX_LENGTH) return {};
  const [, provider, person] = /^([a-z0-9-]{1,40}):(.*)$/.exec(hint) ?? [];
  if (provider === undefined) return { person: hint };
  return { provider, ...(person && { person }) };
}
