import { reachesLevel, TRUST_LEVELS, type TrustLevelName } from '../../platform/visa/index.ts';
import { button, errorNote, escapeHtml, radio, renderPage } from '../http/page.ts';
import { type Language, TEXTS, type Texts } from '../texts/texts.ts';
import { LEVELS } from './levels.ts';
import { PERSONAS, type Persona } from './personas.ts';

export interface SignInPage {
  language: Language;
  /** Least level the service asks for: weaker ways are not offered. */
  asked: TrustLevelName;
  /** Key of the person to preselect. */
  chosen: string | undefined;
  problem?: 'unknownPersona' | 'levelTooLow' | 'levelOutOfReach';
}

/** The sign-in page (Anmeldeseite): one form, no script, posts back to its own address. */
export function renderSignInPage({ language, asked, chosen, problem }: SignInPage): string {
  const texts = TEXTS[language];
  const body = `<p>${escapeHtml(texts.signInIntro)}</p>
<p>${escapeHtml(texts.levelAsked[asked])}</p>
${errorNote(problem && texts[problem])}
<form method="post">
${personaChoice(texts, chosen)}
${levelChoice(texts, asked)}
${button('sign-in', texts.signIn, true)}
${button('cancel', texts.cancel)}
</form>`;
  return renderPage({ language, texts, title: texts.signInTitle, body });
}

function personaChoice(texts: Texts, chosen: string | undefined): string {
  const numbered = chosen && /^p\d{4}$/.test(chosen) ? chosen : '';
  const named = PERSONAS.some(({ key }) => key === chosen) ? chosen : PERSONAS[0]?.key;
  const choices = PERSONAS.map((persona) =>
    radio('persona', persona.key, describe(persona, texts), !numbered && persona.key === named),
  );
  return `<fieldset><legend>${escapeHtml(texts.personaLegend)}</legend>
${choices.join('\n')}
<label>${escapeHtml(texts.numberedPersona)}
<input type="text" name="numbered" value="${numbered}" pattern="p[0-9]{4}" autocomplete="off" spellcheck="false"></label>
</fieldset>`;
}

function levelChoice(texts: Texts, asked: TrustLevelName): string {
  const offered = TRUST_LEVELS.filter((level) => reachesLevel(level, asked));
  const preferred = offered.includes('SUBSTANTIAL') ? 'SUBSTANTIAL' : asked;
  const choices = offered.map((level) => radio('level', level, texts.methods[level], level === preferred));
  return `<fieldset><legend>${escapeHtml(texts.levelLegend)}</legend>
${choices.join('\n')}
</fieldset>`;
}

const describe = ({ givenName, familyName, highestLevel }: Persona, texts: Texts): string =>
  `${givenName} ${familyName} (${texts.upTo} ${LEVELS[highestLevel].provedBy})`;
