export { clientSecret } from './client-secret.ts';
export { pairwiseId, pairwiseKey } from './pairwise-id.ts';
