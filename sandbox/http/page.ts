import { createHash } from 'node:crypto';
import type { Language, Texts } from '../texts/texts.ts';

const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 40rem; padding: 0 1rem 3rem; }
.banner { background: #7a1f00; color: #fff; margin: 0 -1rem; padding: .75rem 1rem; font-weight: 700; }
fieldset { border: 1px solid; border-radius: .25rem; margin: 1.5rem 0; padding: .5rem 1rem 1rem; }
legend { font-weight: 700; padding: 0 .25rem; }
label.choice { display: flex; gap: .75rem; align-items: baseline; padding: .5rem 0; min-height: 1.75rem; }
input[type=text] { display: block; font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; }
button { font: inherit; min-height: 3rem; padding: .5rem 1.5rem; margin: .25rem .5rem .25rem 0; }
button.first { background: #00478a; color: #fff; border: 2px solid #00478a; border-radius: .25rem; }
:focus-visible { outline: 3px solid #c2410c; outline-offset: 2px; }
.error { border-left: .4rem solid #b00020; padding-left: .75rem; }
dt { font-weight: 700; } dd { margin: 0 0 .5rem; }
`;

/** The one style sheet, named by its hash in the content security policy. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes any text harmless inside HTML, attribute values included. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

export interface Page {
  language: Language;
  texts: Texts;
  title: string;
  /** Ready HTML: everything from outside has gone through `escapeHtml`. */
  body: string;
}

/** The frame of every sandbox page: says first that this is a test system, works without script and on a phone. */
export const renderPage = ({ language, texts, title, body }: Page): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<p class="banner" role="note">${escapeHtml(texts.banner)}</p>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;

export interface AnswerPage {
  language: Language;
  texts: Texts;
  action: string;
  fields: Readonly<Record<string, string>>;
}

/** Posts an answer back to a service: a button, since these pages carry no script. */
export function renderAnswerPage({ language, texts, action, fields }: AnswerPage): string {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  const body = `<form method="post" action="${escapeHtml(action)}">
${hidden.join('\n')}
<button class="first">${escapeHtml(texts.back)}</button>
</form>`;
  return renderPage({ language, texts, title: texts.signInTitle, body });
}

/** A labelled radio button; the label is the click target. */
export const radio = (name: string, value: string, label: string, checked: boolean): string =>
  `<label class="choice"><input type="radio" name="${name}" value="${escapeHtml(value)}"${checked ? ' checked' : ''}> <span>${escapeHtml(label)}</span></label>`;

/** A button that sends its own `action`; the first one on a page is what Enter presses. */
export const button = (action: string, label: string, first = false): string =>
  `<button type="submit" name="action" value="${action}"${first ? ' class="first"' : ''}>${escapeHtml(label)}</button>`;

/** A message the screen reader says at once. */
export const errorNote = (message: string | undefined): string =>
  message ? `<p class="error" role="alert">${escapeHtml(message)}</p>` : '';
