import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of identity's own, derived from the hub's secret for one use. */
export const deriveKey = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `stadttor identity ${use}`, 32));

/** Seal (Siegel): encrypts small texts for the database (signing keys, mailbox handles), one key per use. */
export class Seal {
  readonly #key: Buffer;

  constructor(secret: string, use: string) {
    this.#key = deriveKey(secret, use);
  }

  close(text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** Throws when the text was not closed with this seal. */
  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const body = decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  }
}

/** A short proof that the hub made this text itself: 43 base64url characters. */
export const proofOf = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Whether this is that proof; compared in constant time. */
export function isProofOf(key: Buffer, text: string, given: string): boolean {
  const [right, shown] = [Buffer.from(proofOf(key, text)), Buffer.from(given)];
  return right.length === shown.length && timingSafeEqual(right, shown);
}

/** Hash of a random name (browser, device, token) as it is kept: not good for anything in the hands of a reader. */
export const hashOf = (name: string): string => createHash('sha256').update(name).digest('base64url');
