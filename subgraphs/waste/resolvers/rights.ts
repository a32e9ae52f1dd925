import { Needs } from '../../../platform/rights/index.ts';

/** Offices have no business here: staff are refused whatever their scopes. */
const HOME = { scopes: ['home'], consent: 'home', kinds: ['citizen', 'partner'] } as const;

/** Reading where she lives: scope and consent `home`, and a line in her access log. */
export const NeedsHome = () => Needs({ ...HOME, personal: 'home' });

/** Changing it: she herself or an app she allowed it. */
export const NeedsToChangeHome = () => Needs(HOME);

/** Said of every idempotency key. */
export const KEY_TEXT = 'Chosen by the client, 1 to 255 characters: the same key changes something once.';
