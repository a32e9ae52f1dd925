import { Needs } from '../../../platform/rights/index.ts';

const MAILBOX = { scopes: ['mailbox'], consent: 'mailbox', personal: 'mailbox' } as const;

/** Who reads a mailbox: the citizen, and an app she has allowed it. Never staff. */
export const NeedsMailbox = () => Needs({ ...MAILBOX, kinds: ['citizen', 'partner'] });

/** Who gives a read receipt: the citizen alone, because a time limit may begin with it (OZG section 9). */
export const NeedsOwnMailbox = () => Needs({ ...MAILBOX, kinds: ['citizen'] });
