import type { TrustLevelName } from '../../../../platform/visa/index.ts';
import { toVerifiedAttributes } from '../../domain/attributes.ts';
import { SignInRefusedError } from '../../domain/errors.ts';
import { lower } from '../../domain/levels.ts';
import type { ProvenIdentity } from '../../domain/proven-identity.ts';
import type { OidcSettings } from '../provider-settings.ts';

export type ClaimSet = Readonly<Record<string, unknown>>;

/** What the claims of a provider vouch for, in the hub's words. @throws SignInRefusedError without a subject */
export function toIdentity(settings: OidcSettings, claims: ClaimSet): ProvenIdentity {
  const { id: provider, issuer, holder, subjectClaim } = settings;
  const level = levelOf(settings, claims);
  return {
    provider,
    issuer,
    holder,
    subject: subjectIn(claims, subjectClaim),
    level,
    attributes: toVerifiedAttributes(claims, level, holder),
    pseudonym: text(claims, 'bPK2'),
    provedBy: text(claims, 'assertion_proved_by'),
    mailboxHandle: text(claims, 'legacy_postkorb_handle'),
    providerSession: { subject: String(claims.sub), session: text(claims, 'sid') ?? null },
  };
}

function subjectIn(claims: ClaimSet, name: string): string {
  const subject = text(claims, name);
  if (!subject || subject.length > 255) throw new SignInRefusedError('subject-missing');
  return subject;
}

const text = (claims: ClaimSet, name: string): string | undefined => {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** Brokers state the level as `acr`, as a claim of their own, or as both: then the lower one counts. Unknown names prove nothing. */
function levelOf(settings: OidcSettings, claims: ClaimSet): TrustLevelName {
  const names = [text(claims, 'acr'), text(claims, 'trust_level_authentication')];
  const levels = names.flatMap((name) => (name === undefined ? [] : [levelNamed(settings, name)]));
  return levels.length > 0 ? levels.reduce(lower) : 'BASIC';
}

export const levelNamed = ({ levels }: OidcSettings, name: string): TrustLevelName =>
  (Object.hasOwn(levels, name) && levels[name]) || 'BASIC';
