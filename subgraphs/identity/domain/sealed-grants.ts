import type { Seal } from './seal.ts';

/**
 * What a partner's access token says of its grant. The grant's id leads to one sign-in, which every app of that sign-in would
 * share, so a partner carries it sealed, differently in each token: nothing in it can be laid beside another app's.
 */
export class SealedGrants {
  constructor(private readonly seal: Seal) {}

  close(grantId: string | undefined): string | undefined {
    return grantId && this.seal.close(grantId);
  }

  /** The grant's id behind a claim, sealed or plain; undefined for anything that is neither. */
  open(claim: unknown): string | undefined {
    if (typeof claim !== 'string') return undefined;
    if (claim.includes('.')) return claim;
    try {
      return this.seal.open(claim);
    } catch {
      return undefined;
    }
  }
}
