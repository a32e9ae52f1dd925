import { LockMode } from '@mikro-orm/core';
import type { Work } from '../../../platform/database/index.ts';
import { adoptable } from '../domain/adoptable.ts';
import type { Prefill } from '../domain/verified-attribute.ts';
import { Profile } from '../entities/profile.ts';
import { publishProfileChanged } from './publish-profile-changed.ts';

/** Puts what she chose of a linked account's attributes into the profile; a second time it changes nothing. */
export async function adoptAttributes(work: Work, citizenId: string, prefill: Prefill): Promise<void> {
  const profile = await work.em.findOne(Profile, { id: citizenId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!profile) return;
  const marks = adoptable(profile, prefill);
  if (marks.length === 0) return;
  const fields = marks.map(({ attribute }) => attribute);
  const verified = [...profile.verified.filter(({ attribute }) => !fields.includes(attribute)), ...marks];
  const values = Object.fromEntries(fields.map((field) => [field, prefill.values[field]]));
  Object.assign(profile, values, { verified, version: profile.version + 1 });
  publishProfileChanged(work, profile, fields);
}
