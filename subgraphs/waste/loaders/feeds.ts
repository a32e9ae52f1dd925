import { defineLoader } from '../../../platform/subgraph/index.ts';
import { CalendarFeed } from '../entities/calendar-feed.ts';

/** Working calendar feeds of a citizen, oldest first; their number is limited. */
export const feedsByParty = defineLoader<string, CalendarFeed[]>({
  batch: async (parties, context) => {
    const where = { party: { $in: [...parties] }, revokedAt: null };
    const feeds = await context.em.find(CalendarFeed, where, { orderBy: { id: 'asc' } });
    return parties.map((party) => feeds.filter((feed) => feed.party === party));
  },
});

/** Calendar feeds by id, revoked ones too; null for a missing or foreign one. */
export const feedById = defineLoader<string, CalendarFeed | null>({
  batch: async (ids, context) => {
    const feeds = await context.em.find(CalendarFeed, { id: { $in: [...ids] } });
    return ids.map((id) => feeds.find((feed) => feed.id === id) ?? null);
  },
});
