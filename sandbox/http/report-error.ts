import { type Language, TEXTS } from '../texts/texts.ts';
import { escapeHtml, renderPage } from './page.ts';

/** Takes note of an error and gives the reference number (Kennung) under which the log keeps it. */
export type ReportError = (error: unknown, expected: boolean) => string;

/** Error page for a person: what to do and a reference number, nothing about the inside. */
export function renderErrorPage(language: Language, reference: string): string {
  const texts = TEXTS[language];
  const body = `<p>${escapeHtml(texts.errorText)} <code>${escapeHtml(reference)}</code></p>`;
  return renderPage({ language, texts, title: texts.errorTitle, body });
}
