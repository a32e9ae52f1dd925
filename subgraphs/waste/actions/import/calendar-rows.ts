import { toAddressId, toPickupId, toStreetId, toTourId } from '../../domain/calendar-ids.ts';
import { toStreetSearch } from '../../modules/calendar/domain/address.ts';
import { foldText } from '../../modules/calendar/domain/fold-text.ts';
import type { CalendarImport, ImportedAddress, ImportedPickup } from '../../modules/calendar/import/model.ts';

/** A read calendar as rows, named like the columns they go to. */
export interface CalendarRows {
  streets: object[];
  addresses: object[];
  tours: object[];
  addressTours: object[];
  pickups: PickupRow[];
}

export interface PickupRow {
  id: string;
  target: string;
  fraction: string;
  label: string;
  colour: string | null;
  date: string;
  original_date: string | null;
  shift_reason: string | null;
}

/** Gives every entry its id and turns keys into ids. */
export function toCalendarRows({ addresses, tours, pickups }: CalendarImport, ars: string): CalendarRows {
  const streets = new Map(addresses.map((address) => [address.search, address]));
  return {
    streets: [...streets].map(([search, address]) => toStreetRow(search, address, ars)),
    addresses: addresses.map((address) => toAddressRow(address, ars)),
    tours: tours.map(({ key, name }) => ({ id: toTourId(ars, key), name })),
    addressTours: addresses.flatMap(({ key, tours: of }) =>
      of.map((tour) => ({ address: toAddressId(ars, key), tour: toTourId(ars, tour) })),
    ),
    pickups: toPickupRows(pickups, ars),
  };
}

const toStreetRow = (search: string, { street, postalCode, town = '' }: ImportedAddress, ars: string) => ({
  id: toStreetId(ars, search),
  name: street,
  name_search: toStreetSearch(street),
  postal_code: postalCode ?? null,
  search,
  sort_key: `${foldText(town)}|${toStreetSearch(street)}`,
});

const toAddressRow = ({ key, search, label, sortKey, houseNumbers }: ImportedAddress, ars: string) => ({
  id: toAddressId(ars, key),
  street: toStreetId(ars, search),
  label,
  number_from: houseNumbers?.from.number ?? null,
  suffix_from: houseNumbers?.from.suffix ?? null,
  number_to: houseNumbers?.to?.number ?? null,
  suffix_to: houseNumbers?.to?.suffix ?? null,
  parity: houseNumbers?.parity ?? null,
  sort_key: sortKey,
});

/** Two dates of one kind planned for one day (bins of two sizes) are counted through in the order of their labels. */
function toPickupRows(pickups: readonly ImportedPickup[], ars: string): PickupRow[] {
  const places = new Map<string, number>();
  const sorted = [...pickups].sort((a, b) => compare(a.providerLabel, b.providerLabel) || compare(a.date, b.date));
  return sorted.map((pickup) => {
    const target = toTargetId(pickup, ars);
    const plannedDate = pickup.originalDate ?? pickup.date;
    const identity = `${target} ${pickup.fraction} ${plannedDate}`;
    const place = places.get(identity) ?? 0;
    places.set(identity, place + 1);
    return toPickupRow(pickup, target, toPickupId({ target, fraction: pickup.fraction, plannedDate, place }));
  });
}

const toTargetId = ({ target: { kind, key } }: ImportedPickup, ars: string): string =>
  kind === 'TOUR' ? toTourId(ars, key) : toAddressId(ars, key);

const toPickupRow = (pickup: ImportedPickup, target: string, id: string): PickupRow => ({
  id,
  target,
  fraction: pickup.fraction,
  label: pickup.providerLabel,
  colour: pickup.color ?? null,
  date: pickup.date,
  original_date: pickup.originalDate ?? null,
  shift_reason: pickup.reason ?? null,
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
