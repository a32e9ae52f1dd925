import { reachesLevel } from '../../../platform/visa/index.ts';
import type { ProfileFacts } from './profile-changes.ts';
import type { Mark, Prefill } from './verified-attribute.ts';

/**
 * Marks of chosen attributes that a profile should take over: she chose them, so they beat what she told, but nothing weaker
 * beats a proof. What the profile has already is left out.
 */
export function adoptable(profile: ProfileFacts, { values, marks }: Prefill): Mark[] {
  return marks.filter((mark) => {
    const { attribute } = mark;
    const held = profile.verified.find((each) => each.attribute === attribute);
    if (held && !reachesLevel(mark.level, held.level)) return false;
    return profile[attribute] !== values[attribute] || !held || !isSame(held, mark);
  });
}

const isSame = (one: Mark, other: Mark): boolean => one.source === other.source && one.level === other.level;
