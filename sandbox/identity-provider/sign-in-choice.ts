import { reachesLevel, type TrustLevelName } from '../../platform/visa/index.ts';
import { isTrustLevel } from './levels.ts';
import { canReach, findPersona, type Persona } from './personas.ts';
import type { SignInPage } from './sign-in-page.ts';

/** Who signs in and how, or what is wrong with the choice. */
export type Choice = { persona: Persona; level: TrustLevelName } | { problem: NonNullable<SignInPage['problem']> };

/** A filled-in number wins over the preset radio button, which no browser lets a person clear. */
export function choose(form: URLSearchParams, asked: TrustLevelName): Choice {
  const persona = findPersona(form.get('numbered')?.trim() || (form.get('persona') ?? ''));
  if (!persona) return { problem: 'unknownPersona' };
  const level = form.get('level') ?? usualLevel(persona, asked);
  if (!isTrustLevel(level) || !canReach(persona, level)) return { problem: 'levelOutOfReach' };
  return reachesLevel(level, asked) ? { persona, level } : { problem: 'levelTooLow' };
}

/** Without a choice: what is asked, and ELSTER where that is enough and the person has it. */
const usualLevel = (persona: Persona, asked: TrustLevelName): TrustLevelName =>
  asked === 'BASIC' && canReach(persona, 'SUBSTANTIAL') ? 'SUBSTANTIAL' : asked;
