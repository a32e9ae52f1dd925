import { defineLoader } from '../../../platform/subgraph/index.ts';
import { Profile } from '../entities/profile.ts';

/** Profiles by citizen; null for an organisation, and until the account has followed the registration. */
export const profileByCitizen = defineLoader<string, Profile | null>({
  batch: async (ids, { em }) => {
    const found = new Map((await em.find(Profile, { id: { $in: [...ids] } })).map((profile) => [profile.id, profile]));
    return ids.map((id) => found.get(id) ?? null);
  },
});
