import { parseAddressLine } from '../domain/address-query.ts';
import type { CalendarBuilder } from './calendar-builder.ts';
import type { PickupTarget, ReadOptions } from './model.ts';

/** Whose calendar a file is by its name: `Lindenweg 7a.ics` an address, `tour-nord.ics` and all others a tour. */
export function toNamedTarget(file: string, { town, postalCode }: ReadOptions, builder: CalendarBuilder): PickupTarget {
  const base = file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const name = base.replace(/_/g, ' ').trim() || file;
  const isTour = /^(?:tour|bezirk|gebiet|revier|area|district)\b/i.test(name);
  const address = isTour ? undefined : parseAddressLine(name);
  if (!address?.houseNumbers) return builder.addTour(name);
  return builder.addAddress({ ...(town && { town }), ...(postalCode && { postalCode }), ...address });
}
