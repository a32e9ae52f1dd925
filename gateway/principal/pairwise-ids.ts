import { LRUCache } from 'lru-cache';
import { pairwiseId, pairwiseKey } from '../../platform/clients/index.ts';
import type { MaskFields } from '../executor/masks.ts';

/** Fields of the API that hold a citizen's id. */
const CITIZEN_IDS = ['Citizen.id'];

/**
 * Citizens' ids toward partner apps (dienstspezifische Kennung): the same pairwise id as in the app's tokens, so that two apps
 * find no id in common in the graph either. The hub's own portal and staff know the ids themselves.
 */
export function pairwiseIds(secret: string): MaskFields {
  const key = pairwiseKey(secret);
  const known = new LRUCache<string, string>({ max: 10_000 });
  const idToward = (client: string, id: string): string => {
    const name = `${client}\n${id}`;
    const found = known.get(name) ?? pairwiseId(key, client, id);
    known.set(name, found);
    return found;
  };
  return ({ kind, client }) => {
    if (kind !== 'partner' || client === null) return undefined;
    const mask = (id: unknown) => (typeof id === 'string' ? idToward(client, id) : id);
    return new Map(CITIZEN_IDS.map((coordinate) => [coordinate, mask]));
  };
}
