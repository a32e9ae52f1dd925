import type { Received } from './subscriber.ts';

/** What has happened, by case: versions in the order of the log. Read from the databases, not from the hub. */
export type Truth = ReadonlyMap<string, readonly number[]>;

export interface Verdict {
  lost: number;
  doubled: number;
  disordered: number;
}

export interface Witness {
  /** Case -> its version when the subscriber began. */
  readonly from: ReadonlyMap<string, number>;
  readonly received: readonly Received[];
}

/** Compares what subscribers were told with what has happened in the cases they follow. */
export function judge(truth: Truth, witnesses: readonly Witness[]): Verdict {
  const verdict = { lost: 0, doubled: 0, disordered: 0 };
  for (const { from, received } of witnesses)
    for (const [caseId, start] of from) {
      const expected = (truth.get(caseId) ?? []).filter((version) => version > start);
      const told = received.filter((event) => event.caseId === caseId).map(({ version }) => version);
      const known = new Set(told);
      verdict.lost += expected.filter((version) => !known.has(version)).length;
      verdict.doubled += told.length - known.size;
      verdict.disordered += told.filter((version, index) => index > 0 && version < (told[index - 1] as number)).length;
    }
  return verdict;
}
