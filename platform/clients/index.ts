export { type ClientKey, clientKey, publicPart } from './client-key.ts';
export { clientSecret } from './client-secret.ts';
export { DpopNonces, dpopNonceSecret } from './dpop-nonce.ts';
export { pairwiseId, pairwiseKey } from './pairwise-id.ts';
export { webhookSecret } from './webhook-secret.ts';
