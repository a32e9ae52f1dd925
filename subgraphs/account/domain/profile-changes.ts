import { FieldVerifiedError, InvalidProfileError, type Problem } from './errors.ts';
import { checkField, normalise } from './field-rules.ts';
import type { LanguageName } from './texts.ts';
import { lockedFields, type Mark, type ProfileField } from './verified-attribute.ts';

/** A postal address as told; a part that is not named stays, `null` clears it. */
export interface AddressChange {
  readonly street?: string | null;
  readonly zipCode?: string | null;
  readonly city?: string | null;
  readonly country?: string | null;
}

/** What a citizen wants changed; what is not named stays, `null` clears it. */
export interface ProfileChange extends Partial<Record<Exclude<ProfileField, keyof AddressChange>, string | null>> {
  readonly address?: AddressChange | null;
  readonly language?: LanguageName | null;
}

/** The profile as far as its rules look at it. */
export interface ProfileFacts extends Record<ProfileField, string | null> {
  readonly language: LanguageName;
  readonly verified: readonly Mark[];
}

/** What really changes: field to new value. */
export type ProfileChanges = Partial<Record<ProfileField, string | null>> & { language?: LanguageName };

interface Entry {
  readonly field: ProfileField;
  readonly path: string;
  readonly value: string | null;
}

const ADDRESS_FIELDS = ['street', 'zipCode', 'city', 'country'] as const;
const EMPTY_ADDRESS: AddressChange = { street: null, zipCode: null, city: null, country: null };

/**
 * Checks a change against the rules of its fields and tells what differs from the profile.
 *
 * @throws InvalidProfileError naming each field that misses its rule; FieldVerifiedError naming the verified ones
 */
export function checkChange(profile: ProfileFacts, change: ProfileChange, today: string): ProfileChanges {
  const entries = entriesOf(change);
  const country = entries.find(({ field }) => field === 'country')?.value ?? profile.country;
  const problems = entries.flatMap(({ field, path, value }) => {
    const rule = value === null ? undefined : checkField(field, value, { country, today });
    return rule ? [{ path, rule }] : [];
  });
  const wrong = [...problems, ...languageProblem(change)];
  if (wrong.length > 0) throw new InvalidProfileError(wrong);
  const changed = entries.filter(({ field, value }) => value !== profile[field]);
  checkUnlocked(profile, changed);
  const fields = Object.fromEntries(changed.map(({ field, value }) => [field, value]));
  const { language } = change;
  return language && language !== profile.language ? { ...fields, language } : fields;
}

/** Marks that still hold: a value she changed herself has lost its voucher. */
export const remainingMarks = (marks: readonly Mark[], changes: ProfileChanges): Mark[] =>
  marks.filter(({ attribute }) => !(attribute in changes));

function entriesOf({ address, language: _, ...plain }: ProfileChange): Entry[] {
  const parts = address === undefined ? {} : (address ?? EMPTY_ADDRESS);
  return [
    ...Object.entries(plain).flatMap(([field, value]) => toEntry(field as ProfileField, `/${field}`, value)),
    ...ADDRESS_FIELDS.flatMap((field) => toEntry(field, `/address/${field}`, parts[field])),
  ];
}

const toEntry = (field: ProfileField, path: string, value?: string | null): Entry[] =>
  value === undefined ? [] : [{ field, path, value: value === null ? null : normalise(field, value) }];

const languageProblem = ({ language }: ProfileChange): Problem[] =>
  language === null ? [{ path: '/language', rule: 'required' }] : [];

function checkUnlocked({ verified }: ProfileFacts, changed: readonly Entry[]): void {
  const locked = lockedFields(verified);
  const fields = changed.map(({ field }) => field).filter((field) => locked.has(field));
  if (fields.length > 0) throw new FieldVerifiedError(fields);
}
