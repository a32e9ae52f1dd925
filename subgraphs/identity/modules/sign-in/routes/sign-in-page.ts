import type { TrustLevelName } from '../../../../../platform/visa/index.ts';
import type { StateAccountSettings } from '../../../connectors/provider-settings.ts';
import type { Language } from '../../../domain/language.ts';
import { alert, button, field, form, link, section } from '../../../routes/pages/form-parts.ts';
import { escapeHtml, paragraph, renderPage } from '../../../routes/pages/page.ts';
import { say as sayCommon, sayLevel } from '../../../routes/pages/texts.ts';
import { say } from '../texts/texts.ts';
import { passkeyForm } from './passkey-form.ts';
import { SCRIPT_TAGS } from './script.ts';

export interface SignInPage {
  readonly language: Language;
  readonly uid: string;
  readonly appName: string;
  readonly asked: TrustLevelName;
  readonly providers: readonly StateAccountSettings[];
  /** Options of the ceremony; undefined where a passkey cannot reach what is asked. */
  readonly passkey?: object | undefined;
  readonly email: boolean;
  readonly error?: string | undefined;
  readonly emailError?: { readonly text: string; readonly value: string } | undefined;
}

/**
 * Sign-in page (Anmeldeseite): she chooses the way that suits her. Account providers are links, not forms: browsers hold
 * every redirect after a form against the page's policy, and where a provider leads on to is its own matter.
 */
export function renderSignInPage(page: SignInPage): string {
  const { language, uid, appName, asked, passkey } = page;
  const own = passkey !== undefined || page.email;
  const body = `${paragraph(say(language, 'signInFor', { app: appName }))}
${paragraph(sayLevel(language, asked), 'note')}
${alert(page.error)}
${paragraph(say(language, 'choose'))}
${passkey ? passkeySection(page, passkey) : ''}
${accountsSection(page)}
${page.email ? emailSection(page) : ''}
${own ? section('more', say(language, 'moreTitle'), link(`/sign-in/${uid}/new?lang=${language}`, say(language, 'newLink')), link(`/sign-in/${uid}/recovery?lang=${language}`, say(language, 'recoveryLink'))) : ''}
${link(`/sign-in/${uid}/cancel`, say(language, 'cancel'))}`;
  const scripts = passkey ? SCRIPT_TAGS : undefined;
  return renderPage({ language, title: say(language, 'title'), body, path: `/sign-in/${uid}`, scripts });
}

const passkeySection = ({ language, uid }: SignInPage, options: object): string =>
  section(
    'passkey',
    say(language, 'passkeyTitle'),
    paragraph(say(language, 'passkeyIntro')),
    passkeyForm({
      language,
      action: `/sign-in/${uid}/passkey?lang=${language}`,
      ceremony: 'use',
      options,
      button: say(language, 'passkeyButton'),
    }),
  );

function accountsSection({ language, uid, providers, email, passkey }: SignInPage): string {
  const choices = providers.map(({ id, name }) => {
    const label = say(language, 'signInWith', { name: name[language] });
    return `<a class="button" rel="nofollow" href="/sign-in/${uid}/with/${id}?lang=${language}">${escapeHtml(label)}</a>`;
  });
  if (choices.length === 0 && (email || passkey)) return '';
  const none = paragraph(sayCommon(language, 'noProvider'), 'note');
  const intro = choices.length > 0 ? paragraph(say(language, 'accountsIntro')) : none;
  return section('accounts', say(language, 'accountsTitle'), intro, ...choices);
}

const emailSection = ({ language, uid, emailError }: SignInPage): string =>
  section(
    'email-code',
    say(language, 'emailTitle'),
    form(
      `/sign-in/${uid}/email?lang=${language}`,
      field({
        name: 'email',
        label: say(language, 'emailLabel'),
        hint: say(language, 'emailHint'),
        error: emailError?.text,
        value: emailError?.value ?? '',
        attributes: 'type="email" autocomplete="email" maxlength="254"',
      }),
      button(say(language, 'emailButton'), 'second'),
    ),
  );
