import type { VerifiedAttributes } from '../../../domain/attributes.ts';
import type { Language } from '../../../domain/language.ts';
import type { LocalText } from '../../../domain/partner-app.ts';
import { escapeHtml, paragraph, renderPage } from '../../../routes/pages/page.ts';
import { tell, tellAttribute, tellLevel } from '../texts/texts.ts';

export interface ChoicePage {
  readonly language: Language;
  readonly ticket: string;
  readonly providerName: LocalText;
  readonly attributes: VerifiedAttributes;
}

/** Choice of attributes (Angaben übernehmen): nothing is chosen for her, and taking nothing is a button of equal weight. */
export function renderChoicePage({ language, ticket, providerName, attributes }: ChoicePage): string {
  const boxes = Object.entries(attributes).map(
    ([name, { value, level }]) =>
      `<li><label><input type="checkbox" name="attribute" value="${escapeHtml(name)}">
<strong>${escapeHtml(tellAttribute(language, name))}</strong>: ${escapeHtml(value)} <small>(${escapeHtml(tellLevel(language, level))})</small></label></li>`,
  );
  const body = `${paragraph(`${tell(language, 'linkedNow')} ${providerName[language]}`)}
${paragraph(tell(language, 'chooseIntro'))}
<form method="post" action="/link/choose/${escapeHtml(ticket)}">
<fieldset><legend>${escapeHtml(tell(language, 'chooseLegend'))}</legend>
<ul class="plain">${boxes.join('\n')}</ul></fieldset>
<button class="first" name="decision" value="take">${escapeHtml(tell(language, 'take'))}</button>
<button class="second" name="decision" value="nothing">${escapeHtml(tell(language, 'takeNothing'))}</button>
</form>`;
  const path = `/link/choose/${ticket}`;
  return renderPage({ language, title: tell(language, 'chooseTitle'), body, path });
}
