import type { Work } from '../../../platform/database/index.ts';
import type { Profile } from '../entities/profile.ts';

/** Tells that fields of a profile changed: their names, never their values. */
export const publishProfileChanged = (work: Work, profile: Profile, fields: readonly string[]): void =>
  work.publish(() => ({
    subject: profile.id,
    version: profile.version,
    kind: 'PROFILE_CHANGED',
    state: 'ACTIVE',
    parties: [profile.id],
    office: null,
    data: { fields },
  }));
