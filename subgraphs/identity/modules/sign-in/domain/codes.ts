import { randomBytes, randomInt } from 'node:crypto';

/** One-time code (Einmalcode) for an e-mail: 8 digits. With five tries each, guessing does not pay. */
export const makeCode = (): string => String(randomInt(100_000_000)).padStart(8, '0');

/** As people read it: `1234 5678`. */
export const spelledCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** What somebody typed, without the blanks between. */
export const typedCode = (text: string | null): string => (text ?? '').replace(/[\s-]/g, '').slice(0, 40);

/** Digits and letters that cannot be taken for each other (Crockford's base 32). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
export const RECOVERY_CODES = 10;

/** Recovery code (Wiederherstellungscode): 80 random bits in four groups, so that a plain keyed hash of it is safe. */
export function makeRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => ALPHABET[byte % 32]).join('');
  return letters.match(/.{4}/g)?.join('-') ?? '';
}

/** A typed recovery code in the form it is hashed in; look-alikes are read as what they mean. */
export const typedRecoveryCode = (text: string | null): string =>
  typedCode(text).toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');
