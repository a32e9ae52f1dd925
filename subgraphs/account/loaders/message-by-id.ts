import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Message } from '../entities/message.ts';

/** Messages by id, as far as they are addressed to a party of the viewer; null for all others. */
export const messageById = defineLoader<string, Message | null>({
  batch: async (ids, { em, principal }) => {
    const mine = { id: { $in: [...ids] }, party: { $in: [...principal.parties] } };
    const found = new Map((await em.find(Message, mine)).map((message) => [message.id, message]));
    return ids.map((id) => found.get(id) ?? null);
  },
});
