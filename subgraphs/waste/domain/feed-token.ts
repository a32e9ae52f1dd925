import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const FORM = /^[A-Za-z0-9_-]{43}$/;

/** Secret of a calendar feed (Geheimnis des Kalender-Abos): 256 random bits, told once and kept as a hash only. */
export const makeFeedToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export const isFeedToken = (text: string): boolean => FORM.test(text);

/** A plain hash is enough: nobody guesses 256 bits. */
export const hashFeedToken = (token: string): string => createHash('sha256').update(token).digest('hex');
