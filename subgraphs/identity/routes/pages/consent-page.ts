import { htmlLang, type Language } from '../../domain/language.ts';
import { isNeeded, type PartnerApp, type PartnerScope } from '../../domain/partner-app.ts';
import { escapeHtml, paragraph, renderPage } from './page.ts';
import { say } from './texts.ts';

export interface ConsentPage {
  readonly language: Language;
  readonly uid: string;
  readonly app: PartnerApp;
  /** Scopes that are asked for and not allowed yet. */
  readonly asked: readonly string[];
  readonly now: Date;
}

/**
 * Consent page (Einwilligung): who asks, with its picture, what for, how long. Nothing is ticked before she ticks it, nothing else is granted than it
 * shows, and declining weighs as much as allowing.
 */
export function renderConsentPage({ language, uid, app, asked, now }: ConsentPage): string {
  const scopes = app.scopes.filter(({ scope }) => asked.includes(scope));
  const [needed, free] = [
    scopes.filter(({ scope }) => isNeeded(scope)),
    scopes.filter(({ scope }) => !isNeeded(scope)),
  ];
  const until = (scope: PartnerScope) => `${say(language, 'consentUntil')} ${dayOf(now, scope.days, language)}`;
  const body = `${app.logo ? picture(app.logo) : ''}
${paragraph(say(language, 'consentIntro'))}
<dl>
${term(say(language, 'consentWho'), `${app.name[language]} (${app.provider})`)}
${term(say(language, 'consentContact'), app.contact)}
</dl>
<form method="post" action="/sign-in/${uid}/consent">
<h2 id="what">${escapeHtml(say(language, 'consentWhat'))}</h2>
${needed.length > 0 ? `<ul>${needed.map((scope) => `<li>${escapeHtml(scope.purpose[language])}, ${until(scope)}</li>`).join('')}</ul>` : ''}
${free.map((scope) => choice(scope, scope.purpose[language], until(scope))).join('\n')}
${paragraph(say(language, 'consentHint'))}
${act('first', 'allow', say(language, free.length > 0 ? 'allowAll' : 'allow'))}
${free.length > 0 ? act('second', 'choose', say(language, 'allowChosen')) : ''}
${act('second', 'deny', say(language, 'deny'))}
</form>`;
  return renderPage({ language, title: say(language, 'consentTitle'), body, path: `/sign-in/${uid}` });
}

/** Says nothing to those who do not see it: the name stands beside. */
const picture = (address: string): string => `<img class="logo" src="${escapeHtml(address)}" alt="">`;

const term = (name: string, text: string): string => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`;

const choice = ({ scope }: PartnerScope, purpose: string, until: string): string =>
  `<p><label><input type="checkbox" name="purpose" value="${escapeHtml(scope)}"> ${escapeHtml(purpose)}<br><small>${escapeHtml(until)}</small></label></p>`;

const act = (kind: 'first' | 'second', decision: string, label: string): string =>
  `<button class="${kind}" name="decision" value="${decision}">${escapeHtml(label)}</button>`;

function dayOf(now: Date, days: number, language: Language): string {
  const day = new Date(now.getTime() + days * 24 * 3_600_000);
  return new Intl.DateTimeFormat(htmlLang(language), { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(day);
}
