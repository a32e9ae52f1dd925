import { invariant } from '../../../platform/errors/index.ts';

/** Accounts (Konten): what the provider owes us, fees settled, money to be given back. */
export type Account = 'PROVIDER' | 'FEE' | 'SURPLUS';

/** Ledger entry (Buchungssatz): positive is debit (Soll), negative is credit (Haben). */
export interface LedgerEntry {
  readonly account: Account;
  readonly feeId: string | null;
  readonly cents: number;
}

interface PaidFee {
  readonly id: string;
  readonly cents: number;
  /** False when the fee was settled before: the money came twice. */
  readonly isDue: boolean;
}

/** Double entry of one payment: what the provider took, against the fees it settles. The sum is zero. */
export function ledgerEntriesFor(cents: number, fees: readonly PaidFee[]): LedgerEntry[] {
  const credits = fees.map(({ id, cents: part, isDue }): LedgerEntry => {
    return { account: isDue ? 'FEE' : 'SURPLUS', feeId: id, cents: -part };
  });
  const entries: LedgerEntry[] = [{ account: 'PROVIDER', feeId: null, cents }, ...credits];
  invariant(entries.reduce((sum, entry) => sum + entry.cents, 0) === 0, 'the entries of a payment add up to zero');
  return entries;
}
