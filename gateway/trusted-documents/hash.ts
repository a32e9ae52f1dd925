import { createHash } from 'node:crypto';

/** The id of a document: the SHA-256 of its text as the client sends it, in hexadecimal. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
