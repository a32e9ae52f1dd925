import type { Language } from '../../domain/language.ts';
import { escapeHtml, paragraph, renderPage } from './page.ts';
import { say } from './texts.ts';

const home = (language: Language): string => `<p><a href="/">${escapeHtml(say(language, 'backHome'))}</a></p>`;

export interface RefusedPage {
  /** Where she goes on with nothing lost. */
  readonly next?: string | undefined;
  /** What a citizen can do about it; nothing where it would only help an attacker. */
  readonly hint?:
    | 'hintCancelled'
    | 'hintProviderDown'
    | 'hintStronger'
    | 'hintSignInAgain'
    | 'hintNotLinked'
    | undefined;
}

/** The one page for everything refused: repeats nothing that came in, and says what to do next. */
export const renderRefusedPage = (language: Language, reference: string, { next, hint }: RefusedPage = {}): string =>
  renderPage({
    language,
    title: say(language, 'refusedTitle'),
    body: `${paragraph(say(language, hint ?? 'refused'))}
${next ? `<p><a class="button" href="${escapeHtml(next)}">${escapeHtml(say(language, 'goOnHere'))}</a></p>` : ''}
${paragraph(`${say(language, 'reference')}: ${reference}`)}
${home(language)}`,
  });

/** Asks before signing out; `form` is the provider's own, with its guard against forged requests. */
export const renderSignOutPage = (language: Language, form: string): string =>
  renderPage({
    language,
    title: say(language, 'signOutTitle'),
    body: `${paragraph(say(language, 'signOutQuestion'))}
${form}
<button class="first" form="op.logoutForm" name="logout" value="yes">${escapeHtml(say(language, 'signOut'))}</button>
${home(language)}`,
  });

export const renderSignedOutPage = (language: Language): string =>
  renderPage({
    language,
    title: say(language, 'signedOutTitle'),
    body: `${paragraph(say(language, 'signedOut'))}
${home(language)}`,
  });
