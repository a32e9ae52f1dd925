/**
 * Why we close a socket. graphql-ws clients come back after 1012, 1013 and 4403, and give up for good after the other 44xx
 * codes and 4500, so those are left to violations of the protocol.
 */
export const CLOSE = {
  restart: { code: 1012, reason: 'Service restart' },
  tryAgainLater: { code: 1013, reason: 'Try again later' },
  internal: { code: 1011, reason: 'Internal error' },
  badMessage: { code: 4400, reason: 'Invalid message received' },
  unauthorized: { code: 4401, reason: 'Unauthorized' },
  forbidden: { code: 4403, reason: 'Forbidden' },
  otherProtocol: { code: 4406, reason: 'Subprotocol not acceptable' },
  silent: { code: 4408, reason: 'Connection initialisation timeout' },
  idInUse: { code: 4409, reason: 'Subscriber already exists' },
  initTwice: { code: 4429, reason: 'Too many initialisation requests' },
} as const;

export type CloseReason = (typeof CLOSE)[keyof typeof CLOSE];
