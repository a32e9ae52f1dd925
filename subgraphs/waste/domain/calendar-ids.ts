import { v5 as uuidv5 } from 'uuid';
import type { Fraction } from '../modules/calendar/domain/fraction.ts';

/** Namespace of all ids that are derived from what a calendar says. Never changed: homes and feeds point at them. */
const NAMESPACE = '6f0a7f0e-8a54-5a0b-9a3e-3f6c1f1d2b47';

const derive = (...parts: readonly (string | number)[]): string => uuidv5(JSON.stringify(parts), NAMESPACE);

/** Id of an address (Anschrift): the same for spelling variants and over imports; `key` is `toAddressKey`. */
export const toAddressId = (ars: string, key: string): string => derive('address', ars, key);
export const toTourId = (ars: string, key: string): string => derive('tour', ars, key);
export const toStreetId = (ars: string, search: string): string => derive('street', ars, search);

/** What a date is recognised by over imports: whose bins, which kind, the planned day, and the how-manieth such on that day. */
export interface PickupIdentity {
  target: string;
  fraction: Fraction;
  plannedDate: string;
  place: number;
}

export const toPickupId = ({ target, fraction, plannedDate, place }: PickupIdentity): string =>
  derive('pickup', target, fraction, plannedDate, place);
