import { escapeHtml, renderPage } from '../http/page.ts';
import { type Language, TEXTS } from '../texts/texts.ts';

export interface CaseLine {
  readonly reference: string;
  readonly state: string;
  readonly service?: { readonly name: Record<Language, string> } | null;
}

export interface PortalPage {
  readonly language: Language;
  readonly isLinked: boolean;
  readonly base: string;
  readonly cases: readonly CaseLine[];
}

/** The one page of the state portal: the link, and her cases at the town while it stands. */
export function renderPortalPage({ language, isLinked, base, cases }: PortalPage): string {
  const texts = TEXTS[language];
  const { statePortal: say } = texts;
  const lines = cases.map(
    ({ reference, state, service }) =>
      `<dt>${escapeHtml(service?.name[language] ?? reference)}</dt><dd>${escapeHtml(`${reference}: ${state}`)}</dd>`,
  );
  const body = isLinked
    ? `<p>${escapeHtml(say.linked)}</p><h2>${escapeHtml(say.cases)}</h2><dl>${lines.join('\n')}</dl>`
    : `<p>${escapeHtml(say.notLinked)}</p><p><a href="${escapeHtml(base)}/link">${escapeHtml(say.link)}</a></p>`;
  return renderPage({ language, texts, title: say.title, body });
}
