import { createHash } from 'node:crypto';

/** Names a supergraph in logs and metrics. */
export const hashOf = (supergraphSdl: string): string =>
  createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12);
