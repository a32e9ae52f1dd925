import { LockMode } from '@mikro-orm/core';
import type { Work } from '../../../platform/database/index.ts';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { claimKey } from '../../../platform/log/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { BERLIN, type Clock, systemClock } from '../../../platform/time.ts';
import { checkChange, type ProfileChange, remainingMarks } from '../domain/profile-changes.ts';
import { Profile } from '../entities/profile.ts';
import { publishProfileChanged } from './publish-profile-changed.ts';

export interface UpdateProfile {
  readonly change: ProfileChange;
  readonly idempotencyKey: string;
}

/**
 * Changes what a citizen tells of herself. The event names the fields that changed, never their values.
 *
 * @returns the id of the profile
 * @throws InvalidProfileError, FieldVerifiedError, NotFoundError while her account is not there yet
 */
export async function updateProfile(
  { change, idempotencyKey: key }: UpdateProfile,
  context: RequestContext,
  clock: Clock = systemClock,
): Promise<string> {
  const { principal } = context;
  const [resultId] = principal.parties;
  if (!resultId) throw new NotFoundError();
  return context.unitOfWork(async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'updateProfile', key, body: change, resultId });
    if (claim.first) await applyChange(work, claim.id, change, dayInBerlin(clock()));
    return claim.id;
  });
}

async function applyChange(work: Work, id: string, change: ProfileChange, today: string): Promise<void> {
  // Locked, so that two changes at once raise the version twice and neither marks what the other has changed.
  const profile = await work.em.findOne(Profile, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!profile) throw new NotFoundError();
  const changes = checkChange(profile, change, today);
  if (Object.keys(changes).length === 0) return;
  const verified = remainingMarks(profile.verified, changes);
  Object.assign(profile, changes, { verified, version: profile.version + 1 });
  publishProfileChanged(work, profile, Object.keys(changes));
}

const BERLIN_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: BERLIN, dateStyle: 'short' });
const dayInBerlin = (now: Date): string => BERLIN_DAY.format(now);
