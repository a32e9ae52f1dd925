import { reachesLevel } from '../../../platform/visa/index.ts';
import type { ProfileFacts } from './profile-changes.ts';
import { lockedFields, type Mark, type Prefill } from './verified-attribute.ts';

/**
 * Marks of a prefill that a profile should take over: a proof beats what she told and every weaker proof; what is not
 * proven (below SUBSTANTIAL) only fills what is empty. What the profile has already is left out.
 */
export function adoptable(profile: ProfileFacts, { values, marks }: Prefill): Mark[] {
  const proven = lockedFields(marks);
  return marks.filter((mark) => {
    const { attribute } = mark;
    const held = profile.verified.find((each) => each.attribute === attribute);
    if (!proven.has(attribute)) return profile[attribute] === null;
    if (held && !reachesLevel(mark.level, held.level)) return false;
    return profile[attribute] !== values[attribute] || !held || !isSame(held, mark);
  });
}

const isSame = (one: Mark, other: Mark): boolean => one.source === other.source && one.level === other.level;
