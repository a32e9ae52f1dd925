import type { Language } from '../../../domain/language.ts';
import { alert, button, field, form, hidden, link } from '../../../routes/pages/form-parts.ts';
import { paragraph, renderPage } from '../../../routes/pages/page.ts';
import { say } from '../texts/texts.ts';
import { passkeyForm } from './passkey-form.ts';
import { SCRIPT_TAGS } from './script.ts';

interface StepPage {
  readonly language: Language;
  /** Where the form goes, without the language. */
  readonly action: string;
  /** Back to the choice. */
  readonly back: string;
  readonly error?: string | undefined;
  /** False on the answer to a form, which has no address to switch the language at. */
  readonly isStart?: boolean;
}

const DIGITS = 'inputmode="numeric" autocomplete="one-time-code" maxlength="12"';
const at = (path: string, language: Language): string => `${path}?lang=${language}`;
const pathOf = ({ action, isStart = true }: StepPage) => (isStart ? { path: action } : {});

/** Enter the code of the e-mail; and a way to have another one. */
export function renderCodePage(page: StepPage & { address: string; hint: string; again?: string }): string {
  const { language, action, back, error, address, hint, again } = page;
  const resend = again
    ? form(at(again, language), hidden('email', address), button(say(language, 'codeAgain'), 'second'))
    : '';
  const body = `${paragraph(say(language, 'codeSent', { address: hint }))}
${form(
  at(action, language),
  field({
    name: 'code',
    label: say(language, 'codeLabel'),
    hint: say(language, 'codeHint'),
    error,
    attributes: DIGITS,
  }),
  button(say(language, 'codeButton')),
)}
${paragraph(say(language, 'codeMissing'))}
${resend}
${link(at(back, language), say(language, 'back'))}`;
  return renderPage({ language, title: say(language, 'codeTitle'), body, ...pathOf(page) });
}

/** The address is hers, and no account has it: shall there be one? */
export const renderCreatePage = (page: StepPage & { hint: string }): string =>
  renderPage({
    language: page.language,
    title: say(page.language, 'unknownTitle'),
    body: `${paragraph(say(page.language, 'unknownText', { address: page.hint }))}
${form(at(page.action, page.language), button(say(page.language, 'createButton')))}
${link(at(page.back, page.language), say(page.language, 'back'))}`,
    ...pathOf(page),
  });

/** The second factor after a code by e-mail: the app's code, or a passkey. */
export function renderSecondPage(
  page: StepPage & { passkey?: object | undefined; totp: boolean; recovery: string },
): string {
  const { language, action, error, passkey, totp, recovery } = page;
  const code = field({
    name: 'code',
    label: say(language, 'totpLabel'),
    hint: say(language, 'totpHint'),
    error,
    attributes: DIGITS,
  });
  const withPasskey =
    passkey &&
    passkeyForm({
      language,
      action: at(action, language),
      ceremony: 'use',
      options: passkey,
      button: say(language, 'passkeyButton'),
    });
  const body = `${paragraph(say(language, 'secondIntro'))}
${totp ? form(at(action, language), code, button(say(language, 'totpButton'))) : ''}
${withPasskey ?? ''}
${link(at(recovery, language), say(language, 'recoveryLink'))}
${link(at(page.back, language), say(language, 'back'))}`;
  const scripts = passkey ? SCRIPT_TAGS : undefined;
  return renderPage({ language, title: say(language, 'secondTitle'), body, scripts, ...pathOf(page) });
}

/** Sign in with a code from the drawer. */
export const renderRecoveryPage = (page: StepPage): string =>
  renderPage({
    language: page.language,
    title: say(page.language, 'recoveryTitle'),
    body: `${paragraph(say(page.language, 'recoveryIntro'))}
${form(
  at(page.action, page.language),
  field({
    name: 'code',
    label: say(page.language, 'recoveryLabel'),
    hint: say(page.language, 'recoveryHint'),
    error: page.error,
    attributes: 'autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="40"',
  }),
  button(say(page.language, 'totpButton')),
)}
${link(at(page.back, page.language), say(page.language, 'back'))}`,
    ...pathOf(page),
  });

/** Create an account: with a passkey at once, or with a code by e-mail. */
export function renderNewPage(page: StepPage & { passkey?: object | undefined; email?: string | undefined }): string {
  const { language, action, back, error, passkey, email } = page;
  const withPasskey =
    passkey &&
    `<h2>${say(language, 'passkeyTitle')}</h2>${paragraph(say(language, 'newPasskeyHint'))}
${alert(error)}
${passkeyForm({ language, action: at(action, language), ceremony: 'make', options: passkey, button: say(language, 'newPasskeyButton') })}`;
  const withEmail =
    email &&
    `<h2>${say(language, 'emailTitle')}</h2>
${form(
  at(email, language),
  field({
    name: 'email',
    label: say(language, 'emailLabel'),
    hint: say(language, 'emailHint'),
    attributes: 'type="email" autocomplete="email" maxlength="254"',
  }),
  button(say(language, 'emailButton'), 'second'),
)}`;
  const body = `${paragraph(say(language, 'newIntro'))}
${withPasskey ?? ''}
${withEmail ?? ''}
${link(at(back, language), say(language, 'back'))}`;
  const scripts = passkey ? SCRIPT_TAGS : undefined;
  return renderPage({ language, title: say(language, 'newTitle'), body, scripts, ...pathOf(page) });
}

/** Too many tries: what to do next, and no number. */
export const renderTooManyPage = (language: Language): string =>
  renderPage({
    language,
    title: say(language, 'tooManyTitle'),
    body: `${paragraph(say(language, 'tooMany'))}
${link('/', say(language, 'home'))}`,
  });
