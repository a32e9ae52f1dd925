import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { htmlLang, type Language } from '../../domain/language.ts';
import { say } from './texts.ts';

const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.55 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 38rem; padding: 1rem 1rem 3rem; }
header { font-weight: 700; } nav { margin: .5rem 0; } nav a { display: inline-block; padding: .75rem .75rem .75rem 0; }
h1, h2 { hyphens: auto; overflow-wrap: anywhere; } h1 { line-height: 1.2; }
a.button, button { box-sizing: border-box; display: block; font: inherit; font-weight: 700; margin: .75rem 0; min-height: 3rem;
  padding: .75rem 1.25rem; text-align: center; width: 100%; border-radius: .375rem; text-decoration: none; cursor: pointer; }
a.button, button.first { background: #00478a; border: 2px solid #00478a; color: #fff; }
button.second { background: Canvas; border: 2px solid currentColor; color: CanvasText; }
:focus-visible { outline: 3px solid #c2410c; outline-offset: 3px; }
label { display: block; font-weight: 700; margin-top: .75rem; }
input { box-sizing: border-box; font: inherit; min-height: 3rem; padding: .5rem .75rem; width: 100%; border-radius: .375rem;
  border: 2px solid currentColor; background: Field; color: FieldText; }
input[type=checkbox] { width: 1.5rem; min-height: 1.5rem; margin: 0 .5rem 0 0; padding: 0; vertical-align: middle; }
input[aria-invalid] { border-color: light-dark(#b00020, #ff8a80); }
.hint { margin: .125rem 0 .375rem; }
section { border-top: 1px solid; margin-top: 1.5rem; }
.error { border-left: .375rem solid light-dark(#b00020, #ff8a80); padding-left: .75rem; font-weight: 700; }
.code { font: 1.125rem/1.6 ui-monospace, monospace; overflow-wrap: anywhere; }
ul.plain { list-style: none; padding: 0; } ul.plain > li { padding: .75rem 0; } ul.plain > li + li { border-top: 1px solid; }
svg.qr { background: #fff; display: block; height: auto; max-width: 14rem; width: 100%; }
@media print { nav, form, .no-print { display: none; } }
dt { font-weight: 700; margin-top: .75rem; } dd { margin: 0; } li { margin: .375rem 0; }
.logo { display: block; height: 4rem; max-width: 100%; }
.note { border-left: .375rem solid light-dark(#00478a, #8ab8ff); padding-left: .75rem; }
`;
const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes any text harmless inside HTML, attribute values included. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

export interface Page {
  readonly language: Language;
  readonly title: string;
  /** Ready HTML: everything from outside has gone through `escapeHtml`. */
  readonly body: string;
  /** Address of this page, for the links to its other languages; none where a language cannot be chosen. */
  readonly path?: string;
  /** Tags of script files; most pages have none. */
  readonly scripts?: string;
}

/** The frame of identity's pages: works without script, on a phone, with a screen reader. */
export const renderPage = ({ language, title, body, path, scripts }: Page): string => `<!doctype html>
<html lang="${htmlLang(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(say(language, 'brand'))}</title>
<style>${STYLE}</style>${scripts ? `\n${scripts}` : ''}
</head>
<body>
<header>${escapeHtml(say(language, 'brand'))}</header>
${path ? languageLinks(language, path) : ''}
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;

const LANGUAGES: readonly (readonly [language: Language, name: string])[] = [
  ['de', 'Deutsch'],
  ['en', 'English'],
  ['leicht', 'Leichte Sprache'],
];

function languageLinks(current: Language, path: string): string {
  const links = LANGUAGES.map(([language, name]) =>
    language === current
      ? `<a href="${path}?lang=${language}" lang="${htmlLang(language)}" aria-current="true">${name}</a>`
      : `<a href="${path}?lang=${language}" lang="${htmlLang(language)}" hreflang="${htmlLang(language)}">${name}</a>`,
  );
  return `<nav aria-label="${escapeHtml(say(current, 'language'))}">${links.join(' ')}</nav>`;
}

/** A paragraph, escaped. */
export const paragraph = (text: string | undefined, kind?: string): string =>
  text ? `<p${kind ? ` class="${kind}"` : ''}>${escapeHtml(text)}</p>` : '';

export interface Sending {
  readonly status?: number;
  /** Where forms of this page may lead in the end, redirects included: browsers check those too. */
  readonly formTargets?: readonly string[];
  /** Whether script files of the hub may run. */
  readonly scripts?: boolean;
  /** Whether the page shows a picture it brings along. */
  readonly pictures?: boolean;
}

/** Security headers of every page and redirect of identity: nothing is framed, cached, sniffed or told to the next site. */
export function secureHeaders(
  response: ServerResponse,
  formTargets: readonly string[] = [],
  { scripts, pictures }: Pick<Sending, 'scripts' | 'pictures'> = {},
): void {
  const forms = ["'self'", ...formTargets].join(' ');
  const script = scripts ? ` script-src 'self';` : '';
  const picture = pictures ? ' img-src data:;' : '';
  const policy = `default-src 'none';${script}${picture} style-src ${STYLE_SOURCE}; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
  response.setHeader('content-security-policy', policy);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
}

export function sendPage(
  response: ServerResponse,
  html: string,
  { status = 200, formTargets, ...contents }: Sending = {},
): void {
  secureHeaders(response, formTargets, contents);
  response.statusCode = status;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(html);
}

/** After a form or a sign-in always 303: the next request carries nothing of this one (RFC 9700, section 4.12). */
export function sendOn(response: ServerResponse, location: string): void {
  secureHeaders(response);
  response.statusCode = 303;
  response.setHeader('location', location);
  response.end();
}
