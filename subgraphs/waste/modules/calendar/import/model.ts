import type { AddressParts } from '../domain/address.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import type { Pickup } from '../domain/pickup.ts';

/** A collection calendar as read from files (Abfallkalender), before it has ids: entries point at each other by key. */
export interface CalendarImport {
  addresses: ImportedAddress[];
  tours: ImportedTour[];
  pickups: ImportedPickup[];
}

/** An address with everything the database stores about it, and the tours (by key) whose dates hold there. */
export interface ImportedAddress extends AddressParts {
  /** Identity across imports; see `toAddressKey`. */
  key: string;
  label: string;
  search: string;
  sortKey: string;
  tours: string[];
}

/** Tour or district (Tour, Abfuhrbezirk): addresses that share dates. */
export interface ImportedTour {
  key: string;
  name: string;
}

/** Whose bins: one address, or all addresses of a tour. */
export interface PickupTarget {
  kind: 'ADDRESS' | 'TOUR';
  key: string;
}

export interface ImportedPickup extends Pickup {
  target: PickupTarget;
}

/** One file, as bytes: how it is encoded is found out while reading. */
export interface CalendarFile {
  name: string;
  content: Uint8Array;
}

export interface ReadOptions {
  /** The day of the import: rules without end are written out from 1 January of its year to 365 days after it. */
  today: IsoDate;
  /** ICS: days to add to each date; 1 where the provider's events stand on the evening before. Default 0. */
  offsetDays?: number;
  /** Files that name no address belong to this address, */
  address?: AddressParts;
  /** or to this tour; without both an ICS file belongs to what its name says. */
  tour?: string;
  /** For rows without town or postal code. */
  town?: string;
  postalCode?: string;
  /** Largest file in bytes. Default 50 MB. */
  maxBytes?: number;
  /** Most dates of one import. Default 1,000,000. */
  maxPickups?: number;
}

export const DEFAULT_MAX_BYTES = 50 * 1024 * 1024;
export const DEFAULT_MAX_PICKUPS = 1_000_000;
