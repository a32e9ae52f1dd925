import type { Language } from '../../domain/language.ts';
import type { PartnerApp } from '../../domain/partner-app.ts';
import { escapeHtml, paragraph, renderPage } from './page.ts';
import { say } from './texts.ts';

export interface ConsentPage {
  readonly language: Language;
  readonly uid: string;
  readonly app: PartnerApp;
  /** Scopes that are asked for and not allowed yet. */
  readonly asked: readonly string[];
}

/** Consent page (Einwilligung): who asks, what for, and two buttons of equal weight. Nothing else is granted than it shows. */
export function renderConsentPage({ language, uid, app, asked }: ConsentPage): string {
  const purposes = app.scopes.filter(({ scope }) => asked.includes(scope)).map(({ purpose }) => purpose[language]);
  const body = `${paragraph(say(language, 'consentIntro'))}
<dl>
${term(say(language, 'consentWho'), `${app.name[language]} (${app.provider})`)}
${term(say(language, 'consentContact'), app.contact)}
</dl>
<h2>${escapeHtml(say(language, 'consentWhat'))}</h2>
<ul>${purposes.map((purpose) => `<li>${escapeHtml(purpose)}</li>`).join('')}</ul>
${paragraph(say(language, 'consentHint'))}
<form method="post" action="/sign-in/${uid}/consent">
<button class="first" name="decision" value="allow">${escapeHtml(say(language, 'allow'))}</button>
<button class="second" name="decision" value="deny">${escapeHtml(say(language, 'deny'))}</button>
</form>`;
  return renderPage({ language, title: say(language, 'consentTitle'), body, path: `/sign-in/${uid}` });
}

const term = (name: string, text: string): string => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`;
