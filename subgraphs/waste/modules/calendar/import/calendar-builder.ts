import {
  type AddressParts,
  toAddressKey,
  toAddressLabel,
  toAddressSearch,
  toAddressSortKey,
} from '../domain/address.ts';
import { toIdentityText } from '../domain/fold-text.ts';
import type { CalendarImport, ImportedAddress, ImportedPickup, ImportedTour, PickupTarget } from './model.ts';
import type { Position, ReportWriter } from './report.ts';

/** Collects addresses, tours and dates of all files of one import, each once. */
export class CalendarBuilder {
  readonly #addresses = new Map<string, ImportedAddress>();
  readonly #tours = new Map<string, ImportedTour>();
  readonly #pickups = new Map<string, ImportedPickup>();
  readonly #report: ReportWriter;
  readonly #maxPickups: number;
  #isFull = false;

  constructor(report: ReportWriter, maxPickups: number) {
    this.#report = report;
    this.#maxPickups = maxPickups;
  }

  /** The bound is reached: reading on is pointless, the import has failed. */
  get isFull(): boolean {
    return this.#isFull;
  }

  addAddress(parts: AddressParts): PickupTarget {
    const key = toAddressKey(parts);
    if (!this.#addresses.has(key)) {
      const derived = {
        label: toAddressLabel(parts),
        search: toAddressSearch(parts),
        sortKey: toAddressSortKey(parts),
      };
      this.#addresses.set(key, { ...parts, key, ...derived, tours: [] });
    }
    return { kind: 'ADDRESS', key };
  }

  addTour(name: string): PickupTarget {
    const key = toIdentityText(name) || name;
    if (!this.#tours.has(key)) this.#tours.set(key, { key, name });
    return { kind: 'TOUR', key };
  }

  /** From now on the tour's dates hold at the address. */
  assign(address: PickupTarget, tour: PickupTarget): void {
    const tours = this.#addresses.get(address.key)?.tours;
    if (tours && !tours.includes(tour.key)) tours.push(tour.key);
  }

  addPickup(pickup: ImportedPickup, position: Position): void {
    if (this.#isFull) return;
    const { target, fraction, providerLabel, date } = pickup;
    const identity = [target.kind, target.key, fraction, providerLabel, date].join('\n');
    const known = this.#pickups.get(identity);
    if (!known && this.#pickups.size >= this.#maxPickups) {
      this.#stop(position);
      return;
    }
    if (known) this.#report.counts.duplicates += 1;
    // The second mention may be the one that tells why the date was moved.
    this.#pickups.set(identity, known ? { ...known, ...pickup } : pickup);
  }

  #stop(position: Position): void {
    this.#isFull = true;
    this.#report.add('TOO_MANY_PICKUPS', position, `More than ${this.#maxPickups} dates in one import.`);
  }

  toCalendar(): CalendarImport {
    return {
      addresses: [...this.#addresses.values()],
      tours: [...this.#tours.values()],
      pickups: [...this.#pickups.values()],
    };
  }
}
