import type { Work } from '../../../../../platform/database/index.ts';

/** Tells the log about a linked account: ids, names of providers and levels, nothing of the person. */
export const publishLink = (
  work: Work,
  { id, citizen, version }: { id: string; citizen: string; version: number },
  kind: 'ACCOUNT_LINKED' | 'ACCOUNT_REFRESHED' | 'ACCOUNT_UNLINKED' | 'ATTRIBUTES_ADOPTED',
  data: Readonly<Record<string, unknown>>,
): void =>
  work.publish(() => ({
    subject: id,
    version,
    kind,
    state: kind === 'ACCOUNT_UNLINKED' ? 'UNLINKED' : 'LINKED',
    parties: [citizen],
    office: null,
    data,
  }));
