import type { ProfileField } from './verified-attribute.ts';

export interface FieldContext {
  /** The country the address is in; empty means Germany. */
  readonly country: string | null;
  /** Today in Berlin, `YYYY-MM-DD`. */
  readonly today: string;
}

type Rule = (value: string, context: FieldContext) => boolean;

/** Letters, marks, digits and what stands between them in names and streets; no line breaks, no markup. */
const PLAIN = /^[\p{L}\p{M}\p{N} .,'’`´/()&°ªº-]+$/u;
const plainText =
  (maxLength: number): Rule =>
  (value) =>
    value.length <= maxLength && PLAIN.test(value);

const RULES: Readonly<Record<ProfileField, Rule>> = {
  givenName: plainText(120),
  familyName: plainText(120),
  birthName: plainText(120),
  birthPlace: plainText(120),
  birthDate: (value, { today }) => value >= '1890-01-01' && value <= today,
  street: plainText(120),
  city: plainText(80),
  zipCode: (value, { country }) => (isGermany(country) ? /^\d{5}$/ : /^[A-Z0-9 -]{2,12}$/).test(value),
  country: (value) => /^[A-Z]{2}$/.test(value),
  // What mail servers accept, without quoted local parts and control characters (RFC 5321 section 4.5.3.1: 254 characters in all).
  email: (value) =>
    value.length <= 254 && /^[^\s\p{C}@<>"(),:;[\]\\]{1,64}@([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/iu.test(value),
  // E.164 allows 15 digits; national numbers with their trunk prefix fit as well.
  phone: (value) => /^\+?\d{5,15}$/.test(value),
};

const isGermany = (country: string | null): boolean => country === null || country === 'DE';

/** Name of the rule that a value misses, or nothing when it fits. */
export const checkField = (field: ProfileField, value: string, context: FieldContext): 'format' | undefined =>
  RULES[field](value, context) ? undefined : 'format';

/** One way to write each value: no space around, NFC; numbers without the marks people put between digits. */
export function normalise(field: ProfileField, value: string): string {
  const text = value.normalize('NFC').trim();
  if (field === 'phone') return text.replace(/\(0\)|[ ()/.-]/g, '');
  return field === 'zipCode' || field === 'country' ? text.toUpperCase() : text;
}
