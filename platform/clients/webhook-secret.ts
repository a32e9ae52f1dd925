import { hkdfSync } from 'node:crypto';

/**
 * Secret of a partner's webhook (Signaturgeheimnis), in the form of Standard Webhooks: `whsec_` and 32 bytes in base64. Derived from
 * the hub's own, like the client secret.
 */
export const webhookSecret = (secret: string, clientId: string): string =>
  `whsec_${Buffer.from(hkdfSync('sha256', secret, '', `stadttor webhook ${clientId}`, 32)).toString('base64')}`;
