import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { derivePassword, scramVerifier } from './scram.ts';

describe('the passwords of the database roles', () => {
  it('differ by role and by secret, and are always the same for both', () => {
    const passwords = [
      ['s', 'a'],
      ['s', 'b'],
      ['t', 'a'],
    ].map(([secret = '', role = '']) => derivePassword(secret, role));
    expect(new Set(passwords).size).toBe(3);
    expect(derivePassword('s', 'a')).toBe(passwords[0]);
  });

  it('are sent in the form of RFC 7677: its example (password "pencil") proves the keys', () => {
    const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
    const [, storedKey = '', serverKey = ''] = /^SCRAM-SHA-256\$4096:[^$]+\$([^:]+):(.+)$/.exec(verifier) ?? [];
    // The client's proof hides its key under a signature made with StoredKey; the server signs with ServerKey.
    const proof = Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64');
    const clientKey = sign(storedKey).map((byte, at) => byte ^ (proof[at] ?? 0));
    expect(createHash('sha256').update(clientKey).digest('base64')).toBe(storedKey);
    expect(sign(serverKey).toString('base64')).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
  });
});

/** RFC 7677, section 3: the messages of the example, without the proof. */
const NONCE = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
const AUTH_MESSAGE = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=${NONCE}`;

const sign = (key: string): Buffer => createHmac('sha256', Buffer.from(key, 'base64')).update(AUTH_MESSAGE).digest();
