import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { PostedForm } from '../../connectors/state-account.ts';
import type { Language } from '../../domain/language.ts';
import type { LocalText } from '../../domain/partner-app.ts';
import { button, form, hidden } from './form-parts.ts';
import { paragraph, renderPage, secureHeaders } from './page.ts';
import { say } from './texts.ts';

/** The one line of script on identity's pages; the policy names it by its hash. Without it she presses the button. */
const SCRIPT = 'document.forms[0].submit();';
const SCRIPT_SOURCE = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;

/**
 * Posts to a provider (SAML's POST binding). Where the form leads to in the end is the provider's own matter, and browsers hold
 * every redirect after a form against the page's policy: so the policy names no targets here. Nothing on it comes from outside.
 */
export function sendPostingPage(
  response: ServerResponse,
  language: Language,
  name: LocalText,
  { action, fields }: PostedForm,
): void {
  const inputs = Object.entries(fields).map(([field, value]) => hidden(field, value));
  const body = `${paragraph(`${say(language, 'goingOn')} ${name[language]}`)}
${form(action, ...inputs, button(`${say(language, 'signInWith')} ${name[language]}`))}
<script>${SCRIPT}</script>`;
  secureHeaders(response, ['*']);
  const policy = String(response.getHeader('content-security-policy'));
  response.setHeader('content-security-policy', `${policy}; script-src ${SCRIPT_SOURCE}`);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(renderPage({ language, title: say(language, 'title'), body }));
}
