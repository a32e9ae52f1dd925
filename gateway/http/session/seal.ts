import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';

/** Seals small objects for the browser to carry: encrypted, unchangeable, with an end. */
export interface Seal {
  close(content: object, expiresAt: Date): Promise<string>;
  /** Undefined for what is not ours, was changed, or has ended. */
  open<Content>(text: string): Promise<Content | undefined>;
}

/** A seal of its own for each purpose, its key derived (HKDF) from the hub's secret: JWE, direct, A256GCM. */
export function makeSeal(secret: string, purpose: string): Seal {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', purpose, 32));
  return {
    close: (content, expiresAt) =>
      new EncryptJWT({ content })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(expiresAt)
        .encrypt(key),
    async open<Content>(text: string): Promise<Content | undefined> {
      const algorithms = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
      const opened = await jwtDecrypt<{ content: Content }>(text, key, algorithms).catch(() => undefined);
      return opened?.payload.content;
    },
  };
}
