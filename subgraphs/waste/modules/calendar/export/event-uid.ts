import { createHash } from 'node:crypto';
import { comparePickups, type Pickup } from '../domain/pickup.ts';

/**
 * UIDs of an address's dates: a hash of address, kind of waste and *planned* day, so that a moved date updates the entry
 * people already have. Two dates that agree in all three (bins of two sizes) are told apart by their labels.
 */
export function toEventUids<P extends Pickup>(addressId: string, pickups: readonly P[], host: string): Map<P, string> {
  const used = new Set<string>();
  const uids = new Map<P, string>();
  for (const pickup of [...pickups].sort(comparePickups)) {
    const planned = [addressId, pickup.fraction, pickup.originalDate ?? pickup.date];
    // OTHER is no kind of its own: there the label is what makes it one.
    const isPlain = pickup.fraction !== 'OTHER' && !used.has(toHash(planned));
    const hash = toHash(isPlain ? planned : [...planned, pickup.providerLabel]);
    used.add(hash);
    uids.set(pickup, `${hash}@${host}`);
  }
  return uids;
}

const toHash = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
