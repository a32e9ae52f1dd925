/**
 * Why we close a socket. graphql-ws clients come back after 1012, 1013 and 4403, and give up for good after the other 44xx
 * codes and 4500, so those are left to violations of the protocol.
 */
export const CLOSE = {
  restart: { code: 1012, reason: 'Service restart' },
  tryAgainLater: { code: 1013, reason: 'Try again later' },
  internal: { code: 1011, reason: 'Internal error' },
  badMessage: { code: 4400, reason: 'Invalid message received' },
  forbidden: { code: 4403, reason: 'Forbidden' },
} as const;

export type CloseReason = (typeof CLOSE)[keyof typeof CLOSE];
