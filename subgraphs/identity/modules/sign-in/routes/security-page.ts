import { BERLIN } from '../../../../../platform/time.ts';
import type { Language } from '../../../domain/language.ts';
import { alert, button, field, form, hidden, link, section } from '../../../routes/pages/form-parts.ts';
import { escapeHtml, paragraph, renderPage } from '../../../routes/pages/page.ts';
import type { IdentityServices } from '../../../services.ts';
import type { SessionRow } from '../actions/list-sessions.ts';
import type { ListedMethod, Security } from '../actions/load-security.ts';
import { methodName, wayName } from '../actions/method-names.ts';
import { UNKNOWN_DEVICE } from '../domain/device-name.ts';
import { say } from '../texts/texts.ts';
import { passkeyForm } from './passkey-form.ts';
import { SCRIPT_TAGS } from './script.ts';

export const SECURITY = '/sign-in/security';

export interface SecurityPage extends Security {
  readonly language: Language;
  readonly services: IdentityServices;
  /** The session that looks. */
  readonly here: string;
  readonly hereBrowser: string | null;
  /** Options to make a passkey; undefined where passkeys are switched off. */
  readonly passkey?: object | undefined;
  readonly email: boolean;
  readonly error?: string | undefined;
  readonly done?: boolean;
  readonly emailError?: { readonly text: string; readonly value: string } | undefined;
}

const at = (path: string, language: Language): string => `${SECURITY}${path}?lang=${language}`;

const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB', leicht: 'de-DE' };
const dateIn = (language: Language, time: string | Date): string =>
  new Date(time).toLocaleString(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short', timeZone: BERLIN });

/** Sign-in and security (Anmeldung und Sicherheit): her ways in, and where she is signed in. */
export function renderSecurityPage(page: SecurityPage): string {
  const { language, error, done, passkey } = page;
  const body = `${alert(error)}${done ? `<p class="note" role="status">${escapeHtml(say(language, 'done'))}</p>` : ''}
${methodsSection(page)}
${section('add', say(language, 'addTitle'), addPasskey(page), addEmail(page), addTotp(page))}
${secondSection(page)}
${recoverySection(page)}
${sessionsSection(page)}
${paragraph(say(language, 'freshHint'))}
${link('/', say(language, 'home'))}`;
  const scripts = passkey ? SCRIPT_TAGS : undefined;
  return renderPage({ language, title: say(language, 'securityTitle'), body, path: SECURITY, scripts });
}

function methodsSection({ language, methods }: SecurityPage): string {
  const items = methods.map((method) => methodItem(language, method)).join('\n');
  const list = items ? `<ul class="plain">${items}</ul>` : paragraph(say(language, 'methodsNone'));
  return section('methods', say(language, 'methodsTitle'), list);
}

function methodItem(language: Language, { id, kind, label, created_at, last_used_at }: ListedMethod): string {
  const name = kind === 'totp' ? methodName(kind)[language] : `${methodName(kind)[language]}: ${label}`;
  const since = say(language, 'addedOn', { date: dateIn(language, created_at) });
  const used = last_used_at ? `, ${say(language, 'lastUsed', { date: dateIn(language, last_used_at) })}` : '';
  const remove = button(say(language, 'removeButton'), 'second', say(language, 'removeNamed', { name }));
  return `<li><strong>${escapeHtml(name)}</strong><br>${escapeHtml(since + used)}
${form(at('/remove', language), hidden('method', id), remove)}</li>`;
}

function addPasskey({ language, passkey }: SecurityPage): string {
  if (!passkey) return '';
  const inputs = field({
    name: 'label',
    label: say(language, 'addPasskeyLabel'),
    hint: say(language, 'addPasskeyHint'),
    attributes: 'maxlength="40" autocomplete="off"',
  });
  const action = at('/passkey', language);
  const text = say(language, 'addPasskeyButton');
  return passkeyForm({ language, action, ceremony: 'make', options: passkey, button: text, inputs });
}

function addEmail({ language, email, emailError }: SecurityPage): string {
  if (!email) return '';
  const input = field({
    name: 'email',
    label: say(language, 'emailLabel'),
    hint: say(language, 'emailHint'),
    error: emailError?.text,
    value: emailError?.value ?? '',
    attributes: 'type="email" autocomplete="email" maxlength="254"',
  });
  return form(at('/email', language), input, button(say(language, 'addEmailButton'), 'second'));
}

const addTotp = ({ language }: SecurityPage): string =>
  `${paragraph(say(language, 'addTotpHint'))}
<p><a class="button" href="${at('/totp', language)}">${escapeHtml(say(language, 'addTotpButton'))}</a></p>`;

function secondSection({ language, secondFactor, methods }: SecurityPage): string {
  if (!methods.some(({ kind }) => kind === 'totp' || kind === 'passkey')) return '';
  const change = form(
    at('/second-factor', language),
    hidden('on', String(!secondFactor)),
    button(say(language, secondFactor ? 'secondSwitchOff' : 'secondSwitchOn'), 'second'),
  );
  const state = paragraph(say(language, secondFactor ? 'secondOn' : 'secondOff'));
  return section('second', say(language, 'secondFactorTitle'), state, paragraph(say(language, 'secondHint')), change);
}

const recoverySection = ({ language, recoveryCodes }: SecurityPage): string =>
  section(
    'recovery',
    say(language, 'recoveryCodesTitle'),
    paragraph(say(language, 'recoveryCodesLeft', { count: String(recoveryCodes) })),
    paragraph(say(language, 'recoveryCodesHint')),
    form(at('/recovery-codes', language), button(say(language, 'recoveryCodesButton'), 'second')),
  );

function sessionsSection(page: SecurityPage): string {
  const items = page.sessions.map((session) => sessionItem(page, session)).join('\n');
  return section('sessions', say(page.language, 'sessionsTitle'), `<ul class="plain">${items}</ul>`);
}

function sessionItem({ language, here, hereBrowser, services }: SecurityPage, session: SessionRow): string {
  const { id, agent, place, method, created_at, browser } = session;
  const isHere = id === here || (browser !== null && browser === hereBrowser);
  const device = agent === UNKNOWN_DEVICE ? say(language, 'sessionUnknown') : agent;
  const name = [device, place].filter(Boolean).join(', ');
  const values = { method: wayName(method, services)[language], date: dateIn(language, created_at) };
  const end = button(say(language, 'sessionEnd'), 'second', say(language, 'sessionEndNamed', { name }));
  const action = isHere ? '' : form(at('/end-session', language), hidden('session', id), end);
  const mark = isHere ? ` (${escapeHtml(say(language, 'sessionThis'))})` : '';
  return `<li><strong>${escapeHtml(name)}</strong>${mark}<br>${escapeHtml(say(language, 'sessionSince', values))}
${action}</li>`;
}

/** The codes, shown once. */
export const renderRecoveryCodesPage = (language: Language, codes: readonly string[]): string =>
  renderPage({
    language,
    title: say(language, 'recoveryCodesTitle'),
    body: `${paragraph(say(language, 'recoveryCodesShown'), 'note')}
<ul class="plain">${codes.map((code) => `<li class="code">${code}</li>`).join('')}</ul>
${link(`${SECURITY}?lang=${language}`, say(language, 'back'))}`,
  });

export interface TotpPage {
  readonly language: Language;
  readonly secret: string;
  readonly sealed: string;
  /** The picture to scan, an SVG of our own making. */
  readonly picture: string;
  readonly error?: string | undefined;
}

/** Scan, type, and show that it works. */
export function renderTotpPage({ language, secret, sealed, picture, error }: TotpPage): string {
  const input = field({
    name: 'code',
    label: say(language, 'totpLabel'),
    hint: say(language, 'totpHint'),
    error,
    attributes: 'inputmode="numeric" autocomplete="one-time-code" maxlength="12"',
  });
  const body = `${paragraph(say(language, 'totpScan'))}
${picture.replace('<svg ', `<svg class="qr" role="img" aria-label="${escapeHtml(say(language, 'totpPicture'))}" `)}
<p>${escapeHtml(say(language, 'totpKey'))}: <span class="code">${secret.match(/.{1,4}/g)?.join(' ')}</span></p>
${form(at('/totp', language), hidden('sealed', sealed), input, button(say(language, 'totpSetButton')))}
${link(`${SECURITY}?lang=${language}`, say(language, 'back'))}`;
  return renderPage({ language, title: say(language, 'totpSetTitle'), body });
}
