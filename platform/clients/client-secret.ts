import { createHmac } from 'node:crypto';

/**
 * Secret of a partner app (Zugangsgeheimnis): derived from the hub's own, so that no list of secrets is kept anywhere. 64 hex
 * digits. Changing `secret` changes them all.
 */
export const clientSecret = (secret: string, clientId: string): string =>
  createHmac('sha256', secret).update(`client:${clientId}`).digest('hex');
