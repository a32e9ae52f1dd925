import type { TrustLevelName } from '../../../../../platform/visa/index.ts';
import type { StateAccountSettings } from '../../../connectors/provider-settings.ts';
import type { Language } from '../../../domain/language.ts';
import { escapeHtml, paragraph, renderPage } from '../../../routes/pages/page.ts';
import { say, sayLevel } from '../../../routes/pages/texts.ts';

export interface SignInPage {
  readonly language: Language;
  readonly uid: string;
  readonly appName: string;
  readonly asked: TrustLevelName;
  readonly providers: readonly StateAccountSettings[];
}

/**
 * Sign-in page (Anmeldeseite): choose an account provider. The choices are links, not forms: browsers hold every redirect
 * after a form against the page's policy, and where a provider leads on to is its own matter.
 */
export function renderSignInPage({ language, uid, appName, asked, providers }: SignInPage): string {
  const choices = providers.map(({ id, name }) => {
    const label = `${say(language, 'signInWith')} ${name[language]}`;
    return `<a class="button" rel="nofollow" href="/sign-in/${uid}/with/${id}?lang=${language}">${escapeHtml(label)}</a>`;
  });
  const body = `${paragraph(`${say(language, 'signInFor')} ${appName}`)}
${paragraph(say(language, 'signInIntro'))}
${paragraph(sayLevel(language, asked), 'note')}
<h2>${escapeHtml(say(language, 'chooseProvider'))}</h2>
${choices.join('\n') || paragraph(say(language, 'noProvider'), 'note')}
<p><a href="/sign-in/${uid}/cancel">${escapeHtml(say(language, 'cancel'))}</a></p>`;
  return renderPage({ language, title: say(language, 'title'), body, path: `/sign-in/${uid}` });
}
