import { createHmac, hkdfSync } from 'node:crypto';

/** From the hub's secret to the key of the pairwise ids: never used for anything else. */
export const pairwiseKey = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'stadttor pairwise', 32));

/**
 * Pairwise id (dienstspezifische Kennung): one id toward one client, always the same, so that two partner apps that lay their data
 * side by side find no id in common. A UUIDv8 (RFC 9562) of an HMAC over the client and the inner id; nobody without the
 * key leads it back. OpenID Connect Core, section 8.1: `sub`; in the graph: `Citizen.id`.
 */
export function pairwiseId(key: Buffer, clientId: string, innerId: string): string {
  const bytes = createHmac('sha256', key).update(`${clientId}\n${innerId}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
